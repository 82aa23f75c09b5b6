"""Pages of trajectories, one module per place or theme."""
