"""Columns, page size and kept views of the lists of a programme."""
