"""The parts of a company from a spreadsheet: all rows or none, every fault named by line and column."""
