"""Where in its series a reminder stands, in words: lines of one series would otherwise all say the same."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

# The last part of a reminder's kind ("trajectories.start.before").
STAGES = {
    "before": gettext_lazy("the last day comes nearer"),
    "due": gettext_lazy("the last day"),
    "after": gettext_lazy("the last day has passed"),
}


def in_its_series(kind: str, about: object) -> str:
    """“Start of the coaching: the last day” from what its series is about; that alone for a stage without words."""
    stage = kind.rpartition(".")[2]
    days, _sign, unit = stage.partition("_")
    if unit == "days" and days.isdigit():
        words = ngettext("%(n)s day left", "%(n)s days left", int(days)) % {"n": days}
    else:
        words = str(STAGES.get(stage, ""))
    return _("%(what)s: %(words)s") % {"what": about, "words": words} if words else str(about)
