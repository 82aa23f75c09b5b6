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
from coaching.companies.models.opening import Answer, Decision, FileRequest, Proof, ProofLetter
from coaching.companies.models.register import (
    RegisterCode,
    RegisterEnterprise,
    RegisterEstablishment,
    RegisterExtract,
)

__all__ = [
    "Answer",
    "BodyKind",
    "Company",
    "CompanyOwned",
    "ConsultationBody",
    "Decision",
    "EstablishmentUnit",
    "FileRequest",
    "Membership",
    "PreventionGroup",
    "Proof",
    "ProofLetter",
    "RegisterCode",
    "RegisterEnterprise",
    "RegisterEstablishment",
    "RegisterExtract",
    "WorkUnit",
]
