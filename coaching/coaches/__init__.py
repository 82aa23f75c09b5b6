"""Coaches: profile, directory, free capacity."""
