"""Risk analysis along the five A's."""
