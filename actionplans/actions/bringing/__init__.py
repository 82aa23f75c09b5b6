"""Rows of a spreadsheet brought into the file, each by the very action of its form."""
