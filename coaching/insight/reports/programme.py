"""The report of a programme: reach, lead times, budget, start rate, reminders. Figures only: no company is named."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground import clock
from coaching.core.ground.figures import figure
from coaching.core.ground.roles import Hat
from coaching.core.models import Reminder
from coaching.core.paper.documents import ReportData, report
from coaching.core.templatetags.ui import euro
from coaching.insight import funnel
from coaching.insight.leads import FEWEST, leads
from coaching.insight.reports.words import day
from coaching.programmes import rules
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application, Programme
from coaching.programmes.money import budget_of
from coaching.programmes.queries import layers_in_use
from coaching.trajectories.enums import BEFORE_START, ENDED, RUNNING, TrajectoryState
from coaching.trajectories.models import Trajectory

KIND = "programme-report"
S = TrajectoryState


def _groups(programme: Programme) -> list[dict[str, Any]]:
    """The funnel by province, target group, layer and channel, each with its total."""
    wanted = (
        ("province", _("By province"), _("Province")),
        ("target_group", _("By target group"), _("Target group")),
        ("layer", _("By layer of the offer"), _("Layer")),
        ("referral_channel", _("By channel: how companies heard of the programme"), _("Channel")),
    )
    tables = []
    for by, title, heading in wanted:
        rows = funnel.funnel(programme.pk, by)
        total = funnel.total(rows, _("Total"))
        tables.append({"title": title, "heading": heading, "rows": [_row(row) for row in rows], "total": _row(total)})
    return tables


def _row(row: funnel.Row) -> dict[str, Any]:
    return {
        "label": capfirst(str(row.label)) or _("Not known"),
        "applied": figure(row.applied),
        "approved": figure(row.approved),
        "started": figure(row.started),
        "approved_share": f"{row.approved_share}\u00a0%",
        "started_share": f"{row.started_share}\u00a0%",
    }


def _lead_times(programme: Programme) -> list[dict[str, Any]]:
    """As the report's page has them: half and nine tenths took at most so many days."""
    return [
        {
            "label": row.label,
            "count": figure(row.companies),
            "median": "" if row.half is None else figure(row.half),
            "most": "" if row.most is None else figure(row.most),
        }
        for row in leads(programme.pk)
    ]


def _start(programme: Programme, today: date) -> dict[str, Any]:
    """Of what was approved: started in time, late, still within its time, over it, stopped before."""
    rows = Trajectory.objects.filter(programme_id=programme.pk).order_by()
    counts = rows.aggregate(
        all=Count("pk"),
        in_time=Count("pk", filter=Q(started_on__isnull=False) & ~Q(started_on__gt=F("start_due_on"))),
        late=Count("pk", filter=Q(started_on__gt=F("start_due_on"))),
        waiting=Count("pk", filter=Q(started_on=None, state__in=(*BEFORE_START, S.ON_HOLD), start_due_on__gte=today)),
        over=Count("pk", filter=Q(started_on=None, state__in=(*BEFORE_START, S.ON_HOLD), start_due_on__lt=today)),
        stopped=Count("pk", filter=Q(started_on=None, state__in=ENDED)),
        running=Count("pk", filter=Q(state__in=RUNNING)),
        closed=Count("pk", filter=Q(state=S.CLOSED)),
        hours=Sum("hours_used"),
    )
    started = counts["in_time"] + counts["late"]
    rate = round(100 * started / counts["all"]) if counts["all"] else 0
    return {
        "rate": f"{rate}\u00a0%",
        "started": figure(started),
        "all": figure(counts["all"]),
        "running": figure(counts["running"]),
        "closed": figure(counts["closed"]),
        "hours": figure(counts["hours"] or 0),
        "rows": [
            {"label": label, "count": figure(counts[key])}
            for key, label in (
                ("in_time", _("Started in time")),
                ("late", _("Started after the date")),
                ("waiting", _("Not started, still in time")),
                ("over", _("Not started, the date has passed")),
                ("stopped", _("Ended before the start")),
            )
        ],
    }


def _reminders(programme: Programme) -> list[dict[str, Any]]:
    """How many reminders went, are coming or were not needed any more."""
    rows = Reminder.objects.filter(programme_id=programme.pk, kind__startswith="trajectories.start").order_by()
    counts = {(kind, state): n for kind, state, n in rows.values_list("kind", "state").annotate(n=Count("pk"))}
    labels = (
        ("trajectories.start.before", _("Before the start date")),
        ("trajectories.start.due", _("On the start date")),
        ("trajectories.start.after", _("After the start date")),
    )
    return [
        {"label": label, **{state: figure(counts.get((kind, state), 0)) for state in ("sent", "planned", "cancelled")}}
        for kind, label in labels
    ]


def _reach(programme: Programme) -> list[dict[str, Any]]:
    """Companies and their workers, each company once."""
    sent = Application.objects.filter(programme_id=programme.pk).exclude(state=ApplicationState.DRAFT)
    figures = []
    for label, rows in (
        (_("Companies that applied"), sent),
        (_("Companies that were approved"), sent.filter(state__in=funnel.ONCE_APPROVED)),
    ):
        newest = (
            rows.order_by("company_id", "-submitted_at").distinct("company_id").values_list("headcount", "blue_collar")
        )
        known = list(newest)
        figures.append(
            {
                "label": label,
                "companies": figure(len(known)),
                "workers": figure(sum(head or 0 for head, _b in known)),
                "small": figure(sum(1 for head, _b in known if head is not None and head < rules.SMALL_BELOW)),
            }
        )
    return figures


def _budget(programme: Programme) -> dict[str, Any]:
    found = budget_of(programme)
    names = {row.number: str(row) for row in layers_in_use(programme.pk)}
    return {
        "whole": euro(found.total),
        "committed": euro(found.committed),
        "left": euro(found.left),
        "spent": euro(found.spent),
        "layers": [
            {
                "label": f"{row.number}. {names[row.number]}" if row.number in names else str(row.number),
                "approved": figure(row.approved),
                "committed": euro(row.committed),
                "spent": euro(row.spent),
            }
            for row in found.layers
        ],
        "percent": f"{number_format(found.percent)}\u00a0%",
        "each": euro(programme.subsidy_eur),
    }


@report(
    KIND, label=gettext_lazy("Programme report"), model="programmes.programme", permission=rules.VIEW_DESK, house=True
)
def programme_report(programme: Programme, language: str) -> ReportData:
    """Where the programme stands today."""
    del language
    today = clock.today()
    context = {
        "subtitle": _("Where the programme stands on %(day)s") % {"day": day(today)},
        "programme": programme.name,
        "day": day(today),
        "fewest": FEWEST,
        "reach": _reach(programme),
        "tables": _groups(programme),
        "lead_times": _lead_times(programme),
        "start": _start(programme, today),
        "reminders": _reminders(programme),
        "budget": _budget(programme),
    }
    title = _("Programme report %(programme)s") % {"programme": programme.name}
    return ReportData(title, "insight/pdf/programme_report.html", context, (Hat.ADMIN, Hat.OBSERVER))
