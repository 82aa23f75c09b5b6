"""The demo is loaded whole or not at all, and never in production. What it looks like: test_played.py."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from actionplans.models import PreventionMeasure
from coaching.companies.models import Company
from coaching.core.models import Document, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.insight.demo import load as load_module
from coaching.insight.demo.load import MORNINGS, STEPS, load
from coaching.programmes.models import Application, Programme
from coaching.trajectories.models import Trajectory
from riskanalysis.models import Finding

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COUNTED = (Company, Programme, Application, Trajectory, Finding, PreventionMeasure, Document, OutgoingEmail)


def loaded() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def counts() -> dict[str, int]:
    with system_context("test"):
        return {model.__name__: model.objects.count() for model in COUNTED}


@pytest.mark.no_cover
def test_a_demo_that_breaks_off_among_its_mails_leaves_nothing(db, monkeypatch):
    """The mails are the last of it: a demo without them would look whole and stay so. Of the mornings one will do."""
    monkeypatch.setattr(load_module, "MORNINGS", 1)
    steps = iter(range(STEPS - MORNINGS + 1 - 1))
    with pytest.raises(StopIteration):
        load(lambda: next(steps))
    assert not any(counts().values())


def test_demo_is_refused_in_production(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not any(counts()[name] for name in ("Company", "Application"))
