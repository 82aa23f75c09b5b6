"""The company and what belongs to it: one file per aggregate."""

from coaching.companies.models.advice import AdviserAdvice, AdviserQuestion, AdvisingAs
from coaching.companies.models.company import (
    GRACE_BOUNDS,
    BodyKind,
    Company,
    CompanyOwned,
    ConsultationBody,
    Membership,
    PreventionGroup,
)
from coaching.companies.models.dates import Acts, DateDone, DateNotice, OwnDate
from coaching.companies.models.file import Discipline, FilePart, FilePiece, FileRoot, Mandate, PieceKind
from coaching.companies.models.opening import Answer, Decision, FileRequest, Proof, ProofLetter
from coaching.companies.models.organisation import (
    BusinessUnit,
    Deed,
    EarlierUnit,
    EstablishmentUnit,
    FunctionPlace,
    Headcount,
    UnitKind,
    WorkUnit,
)
from coaching.companies.models.prevention import (
    ADVISERS,
    APPOINTED,
    LEGAL_ADVISERS,
    AdviserDiscipline,
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
    "Acts",
    "LEGAL_ADVISERS",
    "AdviserAdvice",
    "AdviserDiscipline",
    "AdviserQuestion",
    "AdvisingAs",
    "Answer",
    "BodyKind",
    "BusinessUnit",
    "Company",
    "CompanyOwned",
    "ConsultationBody",
    "Decision",
    "DateDone",
    "DateNotice",
    "Deed",
    "Discipline",
    "EarlierUnit",
    "EstablishmentUnit",
    "GRACE_BOUNDS",
    "FilePart",
    "FilePiece",
    "FileRequest",
    "FileRoot",
    "FunctionPlace",
    "Headcount",
    "Mandate",
    "Membership",
    "OwnDate",
    "PieceKind",
    "PreventionGroup",
    "Proof",
    "ProofLetter",
    "RegisterCode",
    "RegisterEnterprise",
    "RegisterEstablishment",
    "RegisterExtract",
    "RoleHolder",
    "RoleKind",
    "Side",
    "UnitKind",
    "WorkUnit",
]
