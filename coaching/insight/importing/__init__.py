"""Applications from a file (docs/contract.md): read it, name every mistake, write all rows or none."""
