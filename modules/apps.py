"""The modular offer in five layers."""

from coaching.core.apps import ProductAppConfig


class ModulesConfig(ProductAppConfig):
    name = "modules"
    label = "modules"
