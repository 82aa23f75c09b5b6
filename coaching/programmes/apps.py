"""Programmes: applications, assessment, decisions."""

from coaching.core.apps import ProductAppConfig


class ProgrammesConfig(ProductAppConfig):
    name = "coaching.programmes"
    label = "programmes"
