"""Trajectories: choice of coach, start clock, sessions, closing."""
