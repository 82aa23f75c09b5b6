"""Lines of one series of reminders say where in it they stand."""

from __future__ import annotations

import pytest
from django.utils import translation

from coaching.core.mail import stages
from coaching.core.mail.outbox import MAILS


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("trajectories.start.before", "Start: de laatste dag komt dichterbij"),
        ("trajectories.start.due", "Start: de laatste dag"),
        ("trajectories.start.after", "Start: de laatste dag is voorbij"),
        ("actionplans.yearly_plan_due.30_days", "Start: nog 30 dagen"),
        ("actionplans.yearly_plan_due.1_days", "Start: nog 1 dag"),
        ("tests.once", "Start"),
    ],
)
def test_each_stage_in_words(kind, said):
    with translation.override("nl"):
        assert stages.in_its_series(kind, "Start") == said


def test_every_series_of_the_product_differs_by_stage():
    kinds = [kind for kind in MAILS if kind.count(".") == 2 and not kind.startswith("tests.")]
    with translation.override("nl"):
        said = {(kind.rpartition(".")[0], stages.in_its_series(kind, "x")) for kind in kinds}
    assert len(kinds) > 6 and len(said) == len(kinds)
