"""Risk inventories, lists of measures and five-year plans from a spreadsheet: all rows or none, every fault named."""
