"""Pages of a risk analysis."""
