"""The year wheel of companies: what a file says, the kinds that follow from it, and the wheel put together."""
