"""Who may do what with applications, and the rules of target group, priority and budget.

The applicant works on an own draft by ownership, not by role.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from coaching.core.ground import nace
from coaching.core.ground.choices import province_of
from coaching.core.ground.roles import BODY_ROLES, FROM_OUTSIDE, Role, grant
from coaching.programmes.enums import LayerNumber, TargetGroup
from coaching.programmes.layers import missing_answers

VIEW_DESK = grant("programmes.view_desk", Role.ADMINISTRATOR, Role.ASSESSOR, Role.OBSERVER)
VIEW_FILES = grant("programmes.view_files", Role.ADMINISTRATOR, Role.ASSESSOR)
ASSESS = grant("programmes.assess", Role.ADMINISTRATOR, Role.ASSESSOR)
# Whoever lives in a list says how it is shown to them: at a desk, in a company, over the companies of a coach.
KEEP_VIEWS = grant(
    "programmes.keep_views",
    Role.ADMINISTRATOR,
    Role.ASSESSOR,
    Role.CONTACT,
    Role.PREVENTION_ADVISER,
    Role.MEASURE_OWNER,
    *FROM_OUTSIDE,
    *BODY_ROLES,
)
SHARE_VIEWS = grant("programmes.share_views", Role.ADMINISTRATOR)
DECIDE = grant("programmes.decide", Role.ADMINISTRATOR)
SET_RULES = grant("programmes.set_rules", Role.ADMINISTRATOR)
STAY = grant("programmes.stay_on_waitlist", Role.CONTACT)
ACCREDIT = grant("programmes.accredit", Role.ADMINISTRATOR)
MANAGE_PEOPLE = grant("programmes.manage_people", Role.ADMINISTRATOR)
KEEP_PARTNERS = grant("programmes.keep_partners", Role.ADMINISTRATOR)
VIEW_REACH = grant("programmes.view_reach", Role.PARTNER)
EDIT_LAYERS = grant("programmes.edit_layers", Role.ADMINISTRATOR)
SUBMIT = grant("programmes.submit_application", Role.APPLICANT)
ANSWER_INFO = grant("programmes.answer_info", Role.CONTACT)
WITHDRAW = grant("programmes.withdraw_application", Role.CONTACT, mandate=True)
VIEW_APPLICATION = grant("programmes.view_application", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH)

SMALL_BELOW = 50  # Coaches 2018; "exactly 50" counts as large (subject/programme.md#target-groups-and-priority)
LOW_SKILLED_UP_TO = Decimal("0.35")  # Coaches 2018

# What must be known before an application can be sent, per step of the form (subject/programme.md#applying).
REQUIRED: dict[str, tuple[str, ...]] = {
    "company": ("enterprise_number", "company_name", "street", "postcode", "municipality"),
    "workers": ("headcount", "high_skilled"),
    "body": ("body_kind",),
    "question": ("motivation", "objectives", "own_hours"),
    "support": ("support_from",),  # and something that shows it, per party: `unsupported`
    "channel": ("referral_channel",),
}
IDENTITY = ("enterprise_number", "company_name")  # always asked, whatever the layer
QUESTIONS = "questions"  # the page with the layer's own questions


def province_for(application: Any) -> str:
    """Of the places it is for, when those lie in one province; else of the address."""
    provinces = {province_of(site["postcode"]) for site in application.sites} - {""}
    return provinces.pop() if len(provinces) == 1 else province_of(application.postcode)


def high_skilled_share(headcount: int, high_skilled: int) -> Decimal:
    """Share (0–1) of workers with a higher education degree; 0 for a company without workers (Coaches 2018)."""
    return Decimal(high_skilled) / Decimal(headcount) if headcount else Decimal(0)


def target_group(headcount: int, high_skilled: int) -> TargetGroup:
    """SME is under 50 workers; low-skilled is at most 35 % highly skilled (Coaches 2018)."""
    small = headcount < SMALL_BELOW
    low_skilled = high_skilled_share(headcount, high_skilled) <= LOW_SKILLED_UP_TO
    if small:
        return TargetGroup.SME_LOW_SKILLED if low_skilled else TargetGroup.SME_OTHER
    return TargetGroup.LARGE_LOW_SKILLED if low_skilled else TargetGroup.LARGE_OTHER


@dataclass(frozen=True)
class PriorityReason:
    """One ground for priority. points: what it counts for in this programme; holds: whether it applies."""

    code: str
    label: Any
    points: int
    holds: bool


def in_risk_sector(nace_code: str, risk_sectors: Sequence[str], nace_version: str = "") -> bool:
    """Whether the activity begins with one of the programme's NACE-BEL prefixes, in the edition of 2008 or of 2025.

    A garage is a garage: 45.201 (2008) and 95.311 (2025) give the same answer, whichever of them the programme names.
    """
    prefixes = tuple(digits for digits in (prefix.replace(".", "").strip() for prefix in risk_sectors) if digits)
    return bool(prefixes) and any(code.startswith(prefixes) for code in nace.readings(nace_code, nace_version))


def priority_reasons(
    headcount: int,
    high_skilled: int,
    nace_code: str,
    points: Mapping[str, int],
    risk_sectors: Sequence[str],
    clustered: bool = False,
    nace_version: str = "",
) -> list[PriorityReason]:
    """Why an application goes before others (Coaches 2018; Workable 2017, action 17): the points are the programme's own data."""
    group = target_group(headcount, high_skilled)
    small = group in {TargetGroup.SME_LOW_SKILLED, TargetGroup.SME_OTHER}
    low_skilled = group in {TargetGroup.SME_LOW_SKILLED, TargetGroup.LARGE_LOW_SKILLED}
    grounds = [
        ("small", _("Fewer than 50 workers"), small),
        ("low_skilled", _("At most 35 % highly skilled"), low_skilled),
        ("risk_sector", _("Sector with a higher risk"), in_risk_sector(nace_code, risk_sectors, nace_version)),
        ("cluster", _("Applies together with other companies"), clustered),
    ]
    return [PriorityReason(code, label, int(points.get(code, 0)), holds) for code, label, holds in grounds]


def priority_score(reasons: Sequence[PriorityReason]) -> int:
    """The points of the grounds that hold."""
    return sum(reason.points for reason in reasons if reason.holds)


def coaching(application: Any) -> bool:
    """Whether this is an application for intensive coaching; the other layers have no coach, no clock, no subsidy."""
    return bool(getattr(application, "layer", LayerNumber.COACHING) == LayerNumber.COACHING)


def pages_of(application: Any) -> tuple[str, ...]:
    """The pages that an application asks, by the version of its layer with which it was begun.

    Who the company is, is always asked; the layer's own questions come last, as one page.
    """
    version = getattr(application, "layer_version", None)
    if version is None:
        return tuple(REQUIRED)
    parts = version.parts
    asked = [step for step in REQUIRED if step in parts.steps or step == "company"]
    return (*asked, QUESTIONS) if parts.questions else tuple(asked)


def identity_only(application: Any) -> bool:
    """Whether the layer asks no more about the company than who it is."""
    version = getattr(application, "layer_version", None)
    return version is not None and "company" not in version.parts.steps


def unsupported(application: Any, with_file: Collection[str] = ()) -> list[str]:
    """Parties that are said to support the application, without a word or a file that shows it."""
    if application.support_evidence:
        return []
    texts: Mapping[str, str] = application.support_texts
    return [party for party in application.support_from if not texts.get(party) and party not in with_file]


def missing_fields(application: Any, step: str, with_file: Collection[str] = ()) -> list[str]:
    """What a page still lacks; 0 is an answer. with_file: parties whose support shows from a file."""
    if step == QUESTIONS:
        return missing_answers(application.layer_version.parts, application.answers)
    names = IDENTITY if step == "company" and identity_only(application) else REQUIRED[step]
    missing = [name for name in names if getattr(application, name) in (None, "", [])]
    return missing + (unsupported(application, with_file) if step == "support" else [])


def missing_steps(application: Any, with_file: Collection[str] = ()) -> list[str]:
    """Pages that are not finished yet, in the order of the form."""
    return [step for step in pages_of(application) if missing_fields(application, step, with_file)]
