"""What plans are called where only their piece of the file is known."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from actionplans.models import AnnualActionPlan, GlobalPreventionPlan, YearEvaluation
from coaching.companies.queries_advice import Named
from coaching.core.ground.roles import Hat


def named(pieces: Collection[UUID], hat: Hat) -> dict[UUID, Named]:
    """By period or year. The consultation body reads a plan in its own room, not on the plan's page."""
    inside, found = hat != Hat.CPBW, {}
    for five in GlobalPreventionPlan.objects.filter(piece_id__in=pieces):
        page = "actionplans:global_plan" if inside else ""
        found[five.piece_id] = Named(_("Five-year plan %(period)s") % {"period": five}, page, five.pk)
    for year in AnnualActionPlan.objects.filter(piece_id__in=pieces):
        page = "actionplans:annual_plan" if inside else ""
        found[year.piece_id] = Named(_("Yearly plan %(year)s") % {"year": year}, page, year.pk)
    for told in YearEvaluation.objects.filter(piece_id__in=pieces):
        title = _("Evaluation of %(year)s") % {"year": told}
        found[told.piece_id] = Named(title, "actionplans:evaluation_of", told.pk)
    return found
