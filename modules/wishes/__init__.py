"""Being told when a module gets a date."""
