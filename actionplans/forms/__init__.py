"""Forms of plans, consultation and measures."""
