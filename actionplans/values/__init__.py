"""Values over time: what a company measures, its figures by date, and how an objective stands by them (ADR 0071)."""
