"""What the law asks of how prevention is organised: which group is likely, who is missing, what is due for a counsellor.

Nothing here decides for a company: a group is proposed with its reason and chosen by a person, who is missing is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.companies.models import AdviserDiscipline, PreventionGroup, RoleKind
from coaching.core.ground import clock

BROCHURE = "FPS 2019 §2.1.3.1"
COUNSELLOR_LAW = "Act of 5 November 2023"  # compulsory from 50 workers since 1 December 2023 (subject/law.md)
EMPLOYER_IS_ADVISER_UNDER = 20  # FPS 2019 §2.1.3.1
GROUP_B_FROM = 200  # FPS 2019 §2.1.3.1
GROUP_A_OVER = 1000  # FPS 2019 §2.1.3.1
EXTERNAL_PSYCHOSOCIAL_UNDER = 50  # FPS 2019 §2.1.3.1
COUNSELLOR_FROM = 50  # subject/law.md#confidential-counsellor
OWN_COUNSELLOR_FROM = 20  # subject/law.md#confidential-counsellor
STEERING_GROUP_FROM = 20  # own choice: below it the map does not speak of one (docs/prevention-roles.md)
TRAINING_MONTHS = 24  # subject/law.md#confidential-counsellor
SUPERVISION_MONTHS = 12  # subject/law.md#confidential-counsellor
# Sectors of FPS 2019 §2.1.3.1 with their limits for group A and B, by division of NACE-BEL (the same in both editions).
LOWER_LIMITS = {"36": (500, 100), "41": (200, 50), "42": (200, 50), "43": (200, 50)}


def told(source: str) -> str:
    """A source as people know it, in the reader's language; the articles stay as they are."""
    names = {
        "FPS 2019": _("brochure of the FPS Employment 2019"),
        "annex": _("annex"),
        "Codex": _("Codex"),
        "Welfare Act": _("Welfare Act"),
        COUNSELLOR_LAW: _("Act of 5 November 2023"),
    }
    for name, words in names.items():
        source = source.replace(name, words)
    return source


@dataclass(frozen=True)
class Suggestion:
    """The group that is likely, or none, and why. group: a value of PreventionGroup or ""."""

    group: str
    reason: str
    source: str = BROCHURE


def suggested_group(*, headcount: int | None, nace_code: str) -> Suggestion:
    """What size and sector say where the brochure cites them; otherwise the person is asked (FPS 2019 §2.1.3.1).

    Its list of sectors is not whole, so from 20 to 199 workers nothing is proposed outside the sectors it names.
    """
    if headcount is None:
        return Suggestion("", _("Fill in the number of workers first: the group depends on it and on the risk."))
    if headcount > GROUP_A_OVER:
        return Suggestion(PreventionGroup.A, _("More than 1,000 workers: group A."))
    limits = LOWER_LIMITS.get(nace_code.replace(".", "")[:2])
    if limits and headcount >= limits[1]:
        return _by_sector(headcount, *limits)
    if headcount >= GROUP_B_FROM:
        return Suggestion(PreventionGroup.B, _("From 200 workers: group B, or A where the activity has a higher risk."))
    if headcount < EMPLOYER_IS_ADVISER_UNDER:
        return Suggestion(
            PreventionGroup.D,
            _("Fewer than 20 workers: group D if the employer is the prevention adviser, otherwise C+ or C−."),
        )
    if limits:
        return Suggestion(
            "", _("Below the limit of your sector for group B: C+ or C−, by the training of your adviser.")
        )
    return Suggestion(
        "",
        _(
            "Fewer than 200 workers: C+ or C−, but B or A if your activity has a higher risk. Your external service knows."
        ),
    )


def _by_sector(headcount: int, for_a: int, for_b: int) -> Suggestion:
    """The limit counts those who do the risky work, and we know only the whole: the words say so."""
    group, limit = (PreventionGroup.A, for_a) if headcount >= for_a else (PreventionGroup.B, for_b)
    words = _("In your sector the limit of group %(group)s is %(limit)s workers who do the work with the higher risk.")
    return Suggestion(group, words % {"group": group.value, "limit": limit})


def unusual_group(*, group: str, headcount: int | None) -> str:
    """Why a chosen group is unlikely for the number of workers; "" when it is not (FPS 2019 §2.1.3.1)."""
    if headcount is None or not group:
        return ""
    if group == PreventionGroup.D and headcount >= EMPLOYER_IS_ADVISER_UNDER:
        return _("From 20 workers the employer can no longer be the prevention adviser: group D no longer fits.")
    if group.startswith(PreventionGroup.C) and headcount >= GROUP_B_FROM:
        return _("From 200 workers group C no longer fits.")
    lowest = {PreventionGroup.A: 50, PreventionGroup.B: 20}.get(PreventionGroup(group), 0)  # FPS 2019 §2.1.3.1
    return _("Group A is found from 50 workers, group B from 20.") if headcount < lowest else ""


@dataclass(frozen=True)
class Part:
    """A part that somebody has today, as far as the rules look at it."""

    kind: str
    discipline: str = ""
    works_here: bool = True


@dataclass(frozen=True)
class Organised:
    """How prevention is organised in a company today."""

    headcount: int | None = None
    group: str = ""
    external_service: str = ""
    affiliated_on: date | None = None
    tariff_group: int | None = None
    body: str = ""
    parts: list[Part] = field(default_factory=list)

    def has(self, kind: str, discipline: str | None = None, *, own: bool = False) -> bool:
        return any(
            part.kind == kind and discipline in (None, part.discipline) and (part.works_here or not own)
            for part in self.parts
        )

    @property
    def workers(self) -> int:
        """A number that is not known counts as under 20: no duty is named that might not be one."""
        return self.headcount or 0

    @property
    def own_psychosocial(self) -> bool:
        return self.has(RoleKind.INTERNAL_ADVISER, AdviserDiscipline.PSYCHOSOCIAL)


@dataclass(frozen=True)
class Missing:
    """What is not there, in words, and where it is written. part: of the role map, or `facts`, `body`."""

    part: str
    words: str
    source: str = ""

    @property
    def written(self) -> str:
        return told(self.source)


def missing(now: Organised) -> list[Missing]:
    """Who and what is not there yet; only what a source asks, and less where it is known by heart alone."""
    return [*_missing_advisers(now), *_missing_counsellors(now), *_missing_facts(now)]


def _missing_advisers(now: Organised) -> Iterable[Missing]:
    if not any(part.kind == RoleKind.INTERNAL_ADVISER for part in now.parts):
        small = now.workers < EMPLOYER_IS_ADVISER_UNDER
        words = _("Every company has a prevention adviser of its own.")
        may = _("Every company has a prevention adviser of its own; under 20 workers the employer may be it.")
        yield Missing("internal_adviser", may if small else words, BROCHURE)
    psychosocial = now.has(RoleKind.EXTERNAL_ADVISER, AdviserDiscipline.PSYCHOSOCIAL) or now.own_psychosocial
    if not psychosocial:
        external = _("There must be a psychosocial adviser; under 50 workers that is one of the external service.")
        chosen = _(
            "There must be a psychosocial adviser: your own, if the committee agrees, or of the external service."
        )
        words = external if now.workers < EXTERNAL_PSYCHOSOCIAL_UNDER else chosen
        yield Missing("psychosocial_adviser", words, BROCHURE)
    if not now.has(RoleKind.PHYSICIAN):
        words = _(
            "Only an occupational physician may watch over the workers’ health. Ask the external service who it is."
        )
        yield Missing("physician", words, BROCHURE)


def _missing_counsellors(now: Organised) -> Iterable[Missing]:
    some, own = now.has(RoleKind.COUNSELLOR), now.has(RoleKind.COUNSELLOR, own=True)
    if now.workers >= COUNSELLOR_FROM and not some:
        yield Missing("counsellor", _("From 50 workers there must be a confidential counsellor."), COUNSELLOR_LAW)
    elif some and not own and now.workers >= COUNSELLOR_FROM:
        yield Missing("counsellor", _("From 50 workers one of the counsellors works for the company."), COUNSELLOR_LAW)
    elif some and not own and now.workers >= OWN_COUNSELLOR_FROM and not now.own_psychosocial:
        words = _(
            "From 20 workers, with a psychosocial adviser from outside, one of the counsellors works for the company."
        )
        yield Missing("counsellor", words, COUNSELLOR_LAW)


def _missing_facts(now: Organised) -> Iterable[Missing]:
    if not now.body:
        yield Missing("body", _("Say who gives advice on the plans."), "Welfare Act art. 53")
    if not now.external_service and not (now.own_psychosocial and now.has(RoleKind.PHYSICIAN, own=True)):
        yield Missing("facts", _("Which external service are you with? It does what you cannot do yourself."), BROCHURE)
    elif now.external_service and not (now.affiliated_on and now.tariff_group and _told(now.group)):
        words = _("Since when, which tariff group, which prevention group: then we can tell when a visit is due.")
        yield Missing("facts", words, "Codex II.3")


def _told(group: str) -> bool:
    """Whether the group tells the term of the visits: C alone does not (Codex II.3)."""
    return bool(group) and group != PreventionGroup.C


@dataclass(frozen=True)
class Due:
    """Something of a counsellor that is due, or late."""

    words: str
    is_late: bool


def counsellor_dues(holder: Any, today: date) -> list[Due]:
    """Agreement beforehand, training in two years, yearly supervision (subject/law.md#confidential-counsellor)."""
    found = []
    if holder.agreed_on is None:
        found.append(Due(_("the agreement of the workers’ representatives is not on record"), is_late=True))
    if holder.trained_on is None:
        by = clock.add_months(holder.begins_on, TRAINING_MONTHS)
        found.append(Due(_("training by %(day)s") % {"day": _short(by)}, is_late=by < today))
        return found
    by = clock.add_months(max([holder.trained_on, *holder.supervised_on]), SUPERVISION_MONTHS)
    return [*found, Due(_("next supervision by %(day)s") % {"day": _short(by)}, is_late=by < today)]


def _short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def outweighed(sides: Iterable[str]) -> bool:
    """Whether the workers' side of a steering group is weaker than the employer's (own choice)."""
    said = list(sides)
    return said.count("workers") < said.count("employer")
