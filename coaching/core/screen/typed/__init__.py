"""What somebody typed is never lost: kept when it could not be saved, put back, shown to its writer alone (ADR 0023)."""
