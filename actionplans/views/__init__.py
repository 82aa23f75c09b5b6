"""Pages of plans, consultation and measures."""
