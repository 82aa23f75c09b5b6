"""Trajectories: choice of coach, start clock, sessions, closing."""

from coaching.core.apps import ProductAppConfig


class TrajectoriesConfig(ProductAppConfig):
    name = "coaching.trajectories"
    label = "trajectories"
