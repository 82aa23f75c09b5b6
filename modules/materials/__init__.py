"""Posters that we lay out, and files, to download with a module."""
