"""Applications and people of a programme, and the applications of a company, as they are found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from coaching.companies.numbers import format_enterprise_number
from coaching.core.ground.finding import EACH, Hit, Kind, Sought, among, among_names, rank
from coaching.core.ground.people import names_of
from coaching.programmes import queries, rules
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application

SHOWN = ("company_name", "reference", "enterprise_number", "state")
NUMBERS = ("reference", "enterprise_number")


def _applications(sought: Sought) -> list[Hit]:
    """By the kept words (ADR 0016); what is common to more than a thousand is read along the list, newest first."""
    found = queries.desk_found({"view": "all", "q": sought.typed})
    with found.reading():
        rows = found.rows.defer(None).only(*SHOWN)
        if found.common:
            rows = rows.order_by("-submitted_at", "id")
        else:
            rows = rows.alias(rank=rank(sought, "company_name", NUMBERS)).order_by("rank", "company_name", "id")
        shown = list(rows[: EACH + 1])
    return [
        Hit(
            row.company_name,
            sought.url("programmes:file", row.pk),
            f"{row.reference} · {format_enterprise_number(row.enterprise_number)} · {row.get_state_display()}",
        )
        for row in shown
    ]


def _people(sought: Sought) -> list[Hit]:
    rows = {row.pk: row for row in queries.colleagues().order_by("begins_on", "id")}
    names = names_of(row.user_id for row in rows.values())
    found = among_names({pk: names.get(row.user_id, "") for pk, row in rows.items()}, sought)
    page = sought.url("programmes:people")
    return [Hit(names[rows[pk].user_id], page, rows[pk].get_role_display()) for pk in found]


def _own_applications(sought: Sought) -> list[Hit]:
    sent = Application.objects.exclude(state=ApplicationState.DRAFT).only(*SHOWN)
    rows = among(sent, sought, "company_name", exact=NUMBERS)
    return [
        Hit(
            f"{row.reference} · {row.company_name}",
            sought.url("programmes:company_application", row.pk),
            row.get_state_display(),
        )
        for row in rows
    ]


def _more(sought: Sought) -> str:
    return sought.url("programmes:applications", view="all", q=sought.typed)


KINDS = (
    Kind("programmes.applications", "programme", _("Applications"), rules.VIEW_FILES, _applications, _more, 10),
    Kind("programmes.people", "programme", _("People of the programme"), rules.MANAGE_PEOPLE, _people),
    Kind("programmes.own_applications", "company", _("Applications"), rules.VIEW_APPLICATION, _own_applications),
)
