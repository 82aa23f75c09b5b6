"""What the advice room reads: requests for advice that wait, the parts of a frozen plan, what changed between two copies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actionplans import rules_consultation as consulting
from actionplans.enums import AdviceRequestState, MeasureState
from actionplans.models import AdviceMark, AdviceRequest, AnnualActionPlan, Remark
from actionplans.queries.annual import frozen_measure, measures_of
from actionplans.queries.indicators import said_of
from coaching.core.ground import people
from coaching.core.ground.figures import in_words
from coaching.core.ground.roles import Actor, Hat
from coaching.core.screen.ui import Change
from coaching.core.templatetags.ui import euro

S = AdviceRequestState
GROUPS = {
    "waiting": consulting.WAITING,
    "advised": (S.ADVISED,),
    "ended": (S.ANSWERED, S.CLOSED, S.WITHDRAWN),
    "earlier": (S.ADVISED, S.ANSWERED, S.CLOSED, S.WITHDRAWN),  # below what waits for a member
}


def advice_requests(group: str = "") -> QuerySet[DatedReview]:
    """Consultations of the company, newest first, with how many remarks there are and wait for an answer."""
    found = with_years(AdviceRequest.objects.defer("frozen"))
    if group in GROUPS:
        found = found.filter(state__in=GROUPS[group])
    return found.annotate(
        remark_count=Count("remarks"), unanswered=Count("remarks", filter=Q(remarks__reply=""))
    ).order_by("-created_at", "id")


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Years(TypedDict):
        """What `with_years` adds: the year of a yearly plan, or the first and last of a five-year plan."""

        year: str
        first_year: str
        last_year: str

    DatedReview = WithAnnotations[AdviceRequest, Years]


def with_years(found: QuerySet[AdviceRequest]) -> QuerySet[DatedReview]:
    """With their plan, and the years it covers from the frozen copy."""
    return found.select_related("global_plan", "annual_plan__global_plan").annotate(
        year=KT("frozen__year"), first_year=KT("frozen__period__0"), last_year=KT("frozen__period__1")
    )


def name_of(advice_request: DatedReview) -> str:
    """From the frozen copy: the body does not see the plan itself once it was taken back."""
    if advice_request.global_plan_id:
        return _("Five-year plan %(first)s–%(last)s") % {
            "first": advice_request.first_year,
            "last": advice_request.last_year,
        }
    return _("Yearly plan %(year)s") % {"year": advice_request.year}


def news_for(user_id: int) -> QuerySet[DatedReview]:
    """Consultations that a member has read, where somebody remarked, advised or answered since."""
    mark = AdviceMark.objects.filter(advice_request_id=OuterRef("pk"), user_id=user_id).order_by()
    later = Remark.objects.filter(advice_request_id=OuterRef("pk"), author_id__isnull=False).exclude(author_id=user_id)
    answered = Remark.objects.filter(advice_request_id=OuterRef("pk"), replied_at__gt=OuterRef("read_at"))
    found = with_years(AdviceRequest.objects.defer("frozen")).annotate(read_at=Subquery(mark.values("read_at")[:1]))
    return found.filter(
        Q(advised_at__gt=F("read_at"))
        | Q(answered_at__gt=F("read_at"))
        | Exists(later.filter(made_at__gt=OuterRef("read_at")).order_by())
        | Exists(answered.order_by())
    ).exclude(state=S.WITHDRAWN)


def last_advice_request(plan: Any) -> AdviceRequest | None:
    """The last consultation on a plan that was not withdrawn."""
    column = "annual_plan_id" if hasattr(plan, "year") else "global_plan_id"
    found = AdviceRequest.objects.filter(**{column: plan.pk}).exclude(state=S.WITHDRAWN)
    return found.order_by("-created_at").first()


def deadline_of(advice_request: AdviceRequest) -> date | None:
    """Until when it waits for the body: the meeting, the end of a term, or else the day before the plan begins."""
    if advice_request.state == S.SERVICE_ADVICE:
        return consulting.service_until(advice_request)
    if advice_request.state not in consulting.WAITING:
        return None
    if advice_request.remarks_until or advice_request.meeting_on:
        return advice_request.remarks_until or advice_request.meeting_on
    plan = consulting.visible_plan_of(advice_request)  # a member of the body no longer sees a plan that was taken back
    return consulting.first_day_of(plan) if plan else None


# ---- The frozen plan, part by part. ----


@dataclass(frozen=True)
class RemarkLine:
    """A remark as the thread shows it. author_name: "" where the reader is not to know; about_title: of its part.

    is_new, reply_is_new: came since the reader last looked. side: of the table, in words; "" for the secretary.
    """

    remark: Remark
    author_name: str
    own: bool
    about_title: str = ""
    edit_url: str = ""
    answer_url: str = ""
    change_url: str = ""
    side: str = ""
    is_new: bool = False
    reply_is_new: bool = False


@dataclass(frozen=True)
class Part:
    """A section, text, objective or measure of a frozen plan. code: S1, T1, O1, A1."""

    code: str
    title: str
    text: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    remarks: tuple[RemarkLine, ...] = ()
    remark_url: str = ""

    @property
    def label(self) -> str:
        return f"{self.code} {self.title}"


def language_of(frozen: dict[str, Any]) -> str:
    """In which a plan was frozen, labels and all."""
    return str(frozen.get("language") or "nl")


def parts_of(frozen: dict[str, Any]) -> list[Part]:
    """The parts of a frozen plan in the order of reading, all of it in the language in which it was frozen: what the body
    advises on reads the same for everybody, whatever language their pages have.
    """
    with translation.override(language_of(frozen)):
        return _parts_of(frozen)


def _parts_of(frozen: dict[str, Any]) -> list[Part]:
    if frozen.get("kind") == "global_plan":
        sections = [Part(f"S{s['number']}", s["title"], s["text"]) for s in frozen["sections"]]
        return sections + [_objective(row) for row in frozen["objectives"]]
    texts = [
        Part(f"T{number}", capfirst(row["title"]), row["text"]) for number, row in enumerate(frozen.get("texts", []), 1)
    ]
    measures = [_measure(row) for row in frozen.get("measures", [])]
    return texts + measures + [Part(row["code"], row["title"], row["text"]) for row in frozen.get("evaluation", [])]


def codes_of(frozen: dict[str, Any]) -> set[str]:
    return {part.code for part in parts_of(frozen)}


def _objective(row: dict[str, Any]) -> Part:
    columns = ("indicator", "baseline", "target", "unit", "by_year")
    facts = [(_("Indicator"), said_of(**{name: row[name] for name in columns}))]
    facts.append((_("Findings"), ", ".join(f"{f['code']} {f['hazard']}" for f in row["findings"])))
    return Part(row["code"], in_words(row["text"]), facts=[fact for fact in facts if fact[1]])


def _measure(row: dict[str, Any]) -> Part:
    facts = [
        (_("Why"), row["why"]),
        (_("Who"), row["who"]),
        (_("How"), row["how"]),
        (_("Where"), row["where"]),
        (_("When"), row["due_text"]),
        (_("Prevention level"), row["level_label"]),
        (_("Budget"), euro(row["budget_eur"])),
        (_("Indicator"), in_words(row["indicator"])),
        (_("Objective"), f"{row['objective']} {row['objective_text']}"),
        (_("Comes from last year because"), row["carried_reason"]),
    ]
    return Part(row["code"], row["what"], facts=[fact for fact in facts if fact[1]])


# ---- What changed between two frozen copies. ----

COMPARED = {
    "sections": ("title", "text"),
    "texts": ("title", "text"),
    "evaluation": ("title", "text"),
    "objectives": ("text", "indicator", "baseline", "target", "unit", "by_year"),
    "measures": ("what", "why", "who", "how", "where", "due_text", "level_label", "budget_eur", "indicator"),
}


def changes_between(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What differs, part by part and column by column."""
    found: list[Change] = []
    for group, columns in COMPARED.items():
        old, new = _keyed(before, group), _keyed(after, group)
        for code in [*old, *(code for code in new if code not in old)]:
            found += _difference(code, old.get(code), new.get(code), columns)
    return found


def _keyed(frozen: dict[str, Any], group: str) -> dict[str, dict[str, Any]]:
    return {str(row.get("code") or row.get("number") or row.get("name")): row for row in frozen.get(group, [])}


def _difference(code: str, old: Any, new: Any, columns: tuple[str, ...]) -> Iterable[Change]:
    if old is None or new is None:
        row = old or new
        words = str(row.get("what") or row.get("text") or row.get("title"))
        return [Change(f"{code}", *((words, "", "removed") if new is None else ("", words, "added")))]
    names = field_names()
    return [
        Change(_label(code, new, names[name]), str(old[name]), str(new[name]))
        for name in columns
        if old[name] != new[name]
    ]


def _label(code: str, row: dict[str, Any], name: str) -> str:
    return f"{row['code']} · {name}" if "code" in row else str(row.get("title") or code)


def field_names() -> dict[str, str]:
    return {
        "title": _("Title"),
        "text": _("Text"),
        "indicator": _("Indicator"),
        "baseline": _("Now"),
        "target": _("Target"),
        "unit": _("Unit"),
        "by_year": _("By the end of"),
        "what": _("What"),
        "why": _("Why"),
        "who": _("Who"),
        "how": _("How"),
        "where": _("Where"),
        "due_text": _("When"),
        "level_label": _("Prevention level"),
        "budget_eur": _("Budget"),
    }


def measures_changed(advice_request: AdviceRequest, plan: AnnualActionPlan) -> list[Change]:
    """What changed in the measures of a yearly plan since it was frozen."""
    with translation.override(language_of(advice_request.frozen)):
        kept = [row for row in measures_of(plan) if row.measure.state != MeasureState.CANCELLED]
        now = {"measures": [frozen_measure(row) for row in kept]}
    return changes_between({"measures": advice_request.frozen.get("measures", [])}, now)


def previous_copy(advice_request: AdviceRequest) -> AdviceRequest | None:
    """What the body saw last time: the same plan before it was withdrawn, or the version that this one amends."""
    plan = consulting.visible_plan_of(advice_request)
    column = "global_plan_id" if advice_request.global_plan_id else "annual_plan_id"
    plans = [advice_request.global_plan_id or advice_request.annual_plan_id, *([plan.amended_from_id] if plan else [])]
    earlier = AdviceRequest.objects.filter(**{f"{column}__in": plans}, created_at__lt=advice_request.created_at)
    return earlier.order_by("-created_at").first()


# ---- Remarks ----


def remarks_of(
    advice_request: AdviceRequest, reader: Actor, parts: Iterable[Part] = (), since: datetime | None = None
) -> list[RemarkLine]:
    """Remarks in order, with their writer. Two queries. parts: those of the frozen plan, for what each is about; since:
    when the reader last looked.

    Who sits on which bench tells who is in a union: only people of the company see names (subject/privacy.md#why-it-is-delicate).
    """
    found = list(Remark.objects.filter(advice_request_id=advice_request.pk).order_by("made_at", "code"))
    inside = reader.hat in {Hat.CONTACT, Hat.CPBW}
    names = people.names_of(remark.author_id for remark in found) if inside else {}
    labels = {part.code: part.label for part in parts}
    return [
        RemarkLine(
            remark,
            names.get(remark.author_id or 0, ""),
            remark.author_id is not None and remark.author_id == reader.user_id,
            labels.get(remark.about, ""),
            side=consulting.side_of(remark.bench, advice_request.body_kind),
            is_new=since is not None and remark.made_at > since and remark.author_id != reader.user_id,
            reply_is_new=since is not None and remark.replied_at is not None and remark.replied_at > since,
        )
        for remark in found
    ]


def with_remarks(parts: list[Part], remarks: list[RemarkLine]) -> tuple[list[Part], list[RemarkLine]]:
    """Each part with the remarks on it, and those on the plan as a whole."""
    codes = {part.code for part in parts}
    below = [replace(part, remarks=tuple(one for one in remarks if one.remark.about == part.code)) for part in parts]
    return below, [one for one in remarks if one.remark.about not in codes]
