"""The conversation about a trajectory, and everything that happened to it."""
