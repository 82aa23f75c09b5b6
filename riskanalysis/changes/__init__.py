"""The change check: what becomes otherwise in the work, and which parts of the analysis that opens again (ADR 0064)."""
