"""The company and what belongs to it: one file per aggregate."""

from coaching.companies.models.company import (
    BodyKind,
    Company,
    CompanyOwned,
    ConsultationBody,
    Membership,
    PreventionGroup,
)
from coaching.companies.models.organisation import (
    Deed,
    EarlierUnit,
    EstablishmentUnit,
    Headcount,
    UnitKind,
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
    "Deed",
    "EarlierUnit",
    "EstablishmentUnit",
    "Headcount",
    "Membership",
    "PreventionGroup",
    "RegisterCode",
    "RegisterEnterprise",
    "RegisterEstablishment",
    "RegisterExtract",
    "UnitKind",
    "WorkUnit",
]
