"""Indicators, and the values of one, as files."""

from __future__ import annotations

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from actionplans.values.enums import Standing
from coaching.core.paper.exports import Column

INDICATORS = (
    Column(_("Indicator"), lambda line: line.indicator.name),
    Column(_("Unit"), lambda line: line.indicator.unit),
    Column(_("Which way is better"), lambda line: capfirst(line.indicator.get_better_display())),
    Column(_("Where the figure is found"), lambda line: line.indicator.source),
    Column(_("Aspect"), lambda line: capfirst(line.indicator.get_aspect_display())),
    Column(_("Domain"), lambda line: capfirst(line.indicator.get_domain_display())),
    Column(_("Theme"), lambda line: capfirst(line.indicator.get_theme_display())),
    Column(_("Last value"), lambda line: line.last.value if line.last else None),
    Column(_("Measured on"), lambda line: line.last.on if line.last else None),
    Column(_("Status"), lambda line: capfirst(Standing(line.standing).label) if line.standing else ""),
    Column(_("Objectives"), lambda line: ", ".join(str(aim.objective) for aim in line.aims)),
)
VALUES = (
    Column(_("Measured on"), lambda line: line.value.on),
    Column(_("Value"), lambda line: line.value.value),
    Column(_("Unit"), lambda line: line.value.indicator.unit),
    Column(_("Where"), lambda line: line.value.work_unit.name if line.value.work_unit else _("whole company")),
    Column(_("Note"), lambda line: line.value.note),
    Column(_("Entered by"), lambda line: line.entered_by),
    Column(_("Entered on"), lambda line: timezone.localtime(line.value.entered_at).date()),
    Column(_("What was wrong before"), lambda line: line.value.correction),
)
