"""The modular offer: one file per aggregate."""

from modules.editing.enums import MaterialKind, ModuleState, Picture, VersionState
from modules.models.gathering import Gathering, GatheringPlace
from modules.models.material import ModuleMaterial
from modules.models.module import Module, ModuleForm, ModuleGroup
from modules.models.uptake import ModuleUptake
from modules.models.version import ModuleVersion
from modules.models.wish import DateWish

__all__ = [
    "DateWish",
    "MaterialKind",
    "Module",
    "ModuleForm",
    "ModuleGroup",
    "ModuleMaterial",
    "Gathering",
    "ModuleState",
    "ModuleUptake",
    "ModuleVersion",
    "Picture",
    "GatheringPlace",
    "VersionState",
]
