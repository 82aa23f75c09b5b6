"""What is held of a company and of a person: taking it along, erasing it, how long it is kept."""
