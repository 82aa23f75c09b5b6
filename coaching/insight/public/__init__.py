"""What every public service shows: contact, privacy, accessibility, and what machines ask for."""
