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
    "EstablishmentUnit",
    "Membership",
    "PreventionGroup",
    "RegisterCode",
    "RegisterEnterprise",
    "RegisterEstablishment",
    "RegisterExtract",
    "WorkUnit",
]
