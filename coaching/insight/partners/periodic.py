"""Each morning: figures of partners that are not yet those of the end of last month."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from coaching.core.jobs.periodic import job
from coaching.insight.partners.reach import COURSE, gather, last_month_end, publish
from coaching.programmes.models import Partner, PartnerReach


@job("insight.publish_reach", label=_("Figures of the partners are counted"))
def publish_reach(*, today: date) -> dict[str, int]:
    """This year's and last year's figures per partner; what would show too little stays as it was."""
    until, published = last_month_end(today), 0
    years = (until.year, until.year - 1)
    kept = {(row.partner_id, row.year): row for row in PartnerReach.objects.filter(year__in=years)}
    for partner in Partner.objects.filter(retired_at=None):
        for year in years:
            row = kept.get((partner.pk, year))
            if row is None or row.as_of < until:
                published += _publish(partner, year, until, row)
    return {"published": published}


def _publish(partner: Partner, year: int, until: date, row: PartnerReach | None) -> int:
    came = gather(partner, year, until)
    if row is None and not came:
        return 0
    row = row or PartnerReach(partner=partner, programme_id=partner.programme_id, year=year, as_of=until)
    tables, memory = publish(came, row.memory, row.tables)
    if not tables:
        if row._state.adding:
            row.save(force_insert=True)
        return 0
    # What was told each month stays told: the course tells nothing that the partner could not have written down.
    course = [*row.tables.get(COURSE, []), [until.isoformat(), tables["total"]]]
    row.tables, row.memory, row.as_of = tables | {COURSE: course}, memory, until
    row.save()
    return 1
