"""What people do with plans, consultation and measures."""
