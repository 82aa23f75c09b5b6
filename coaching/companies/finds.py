"""People and work units of a company, as they are found in its place."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from coaching.companies import queries, rules
from coaching.core.ground.finding import Hit, Kind, Sought, among, among_names


def _people(sought: Sought) -> list[Hit]:
    members = {member.membership.pk: member for member in queries.members(queries.memberships(), sought.actor.user_id)}
    found = among_names({pk: member.name for pk, member in members.items()}, sought)
    page = sought.url("companies:people")
    return [Hit(members[pk].name, page, members[pk].membership.get_role_display()) for pk in found]


def _work_units(sought: Sought) -> list[Hit]:
    page = sought.url("companies:work_units")
    return [Hit(unit.name, page) for unit in among(queries.work_units(), sought, "name")]


KINDS = (
    Kind("companies.people", "company", _("People"), rules.VIEW_PEOPLE, _people),
    Kind("companies.work_units", "company", _("Work units"), rules.VIEW, _work_units),
)
