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
from coaching.companies.models.prevention import (
    ADVISERS,
    APPOINTED,
    LEGAL_ADVISERS,
    Discipline,
    RoleHolder,
    RoleKind,
    Side,
)
from coaching.companies.models.register import (
    RegisterCode,
    RegisterEnterprise,
    RegisterEstablishment,
    RegisterExtract,
)

__all__ = [
    "ADVISERS",
    "APPOINTED",
    "BodyKind",
    "Company",
    "CompanyOwned",
    "ConsultationBody",
    "Discipline",
    "EstablishmentUnit",
    "LEGAL_ADVISERS",
    "Membership",
    "PreventionGroup",
    "RegisterCode",
    "RegisterEnterprise",
    "RegisterEstablishment",
    "RegisterExtract",
    "RoleHolder",
    "RoleKind",
    "Side",
    "WorkUnit",
]
