"""Judging applications: rounds, blind scoring by weight, proposed decisions released together, corrections."""
