"""The story in chapters, in the order in which they are played."""
