"""Coaches: profile, directory, free capacity."""

from coaching.core.apps import ProductAppConfig


class CoachesConfig(ProductAppConfig):
    name = "coaching.coaches"
    label = "coaches"
