"""Applications from a file (contract.md): read it, name every mistake, write all rows or none."""
