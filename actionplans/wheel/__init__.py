"""Dates of plans and of advice on the year wheel."""
