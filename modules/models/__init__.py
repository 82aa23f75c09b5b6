"""The modular offer: one file per aggregate."""

from modules.models.module import LayerNumber, Module, ModuleState

__all__ = ["LayerNumber", "Module", "ModuleState"]
