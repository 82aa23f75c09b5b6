"""The modular offer: one file per aggregate."""

from modules.models.module import LayerNumber, Module, ModuleState
from modules.models.uptake import ModuleUptake

__all__ = ["LayerNumber", "Module", "ModuleState", "ModuleUptake"]
