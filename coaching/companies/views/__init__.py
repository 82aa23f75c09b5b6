"""Pages of the company's own workspace."""
