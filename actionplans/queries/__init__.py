"""What the pages of plans, consultation and measures read."""
