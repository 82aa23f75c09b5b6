"""Speed, measured beside its limits: `make bench`."""
