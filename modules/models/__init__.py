"""The modular offer: one file per aggregate."""

from modules.models.module import LayerNumber, Module, ModuleForm, ModuleGroup, ModuleState
from modules.models.session import ModuleSession, SessionPlace
from modules.models.uptake import ModuleUptake

__all__ = [
    "LayerNumber",
    "Module",
    "ModuleForm",
    "ModuleGroup",
    "ModuleSession",
    "ModuleState",
    "ModuleUptake",
    "SessionPlace",
]
