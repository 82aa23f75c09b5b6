"""The company and what belongs to it: one file per aggregate."""

from coaching.companies.models.company import (
    BodyKind,
    Company,
    CompanyOwned,
    ConsultationBody,
    EstablishmentUnit,
    Membership,
    PreventionGroup,
    WorkUnit,
)
from coaching.companies.models.file import Discipline, FilePart, FilePiece, FileRoot, Mandate, PieceKind
from coaching.companies.models.register import (
    RegisterCode,
    RegisterEnterprise,
    RegisterEstablishment,
    RegisterExtract,
)

__all__ = [
    "BodyKind",
    "Company",
    "CompanyOwned",
    "ConsultationBody",
    "Discipline",
    "EstablishmentUnit",
    "FilePart",
    "FilePiece",
    "FileRoot",
    "Mandate",
    "Membership",
    "PieceKind",
    "PreventionGroup",
    "RegisterCode",
    "RegisterEnterprise",
    "RegisterEstablishment",
    "RegisterExtract",
    "WorkUnit",
]
