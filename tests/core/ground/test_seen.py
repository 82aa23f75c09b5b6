"""A form names the state in which its page showed a record; a verb then moves no record that has gone on (ADR 0019)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.urls import reverse

from coaching.core.ground import attempts, clock, seen
from coaching.core.ground.workflow import AlreadyDone, IllegalTransition, Machine, Refused
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from coaching.trajectories import actions
from coaching.trajectories.models import Trajectory
from tests.acting import in_company
from tests.attacks.ground import addresses, open_for_editing
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db
LOOP = "{% for row, _number in rows %}{% csrf_token %}{% endfor %}"
SEEN = re.compile(r'name="seen" value="([^"]*)"')


def hold_page(world: Any) -> str:
    return reverse("trajectories:hold", args=[world.company_a.slug])


def state_of(world: Any) -> str:
    with system_context("test"):
        return str(Trajectory.objects.get(pk=world.trajectory_a.pk).state)


def move(world: Any, verb: str, **values: Any) -> None:
    with in_company(world.coach_a, world.company_a, "coach") as by:
        getattr(actions, verb)(trajectory_id=world.trajectory_a.pk, by=by, **values)


def test_a_form_says_what_was_shown_and_asks_again_when_it_moved_on(world, login):
    client = login(world.contact_a)
    (shown,) = set(SEEN.findall(client.get(hold_page(world)).content.decode()))
    assert shown == f"{world.trajectory_a.pk}:started"
    move(world, "begin_analysis")
    form = {"reason": "Wij verhuizen naar een andere loods.", "seen": shown}
    refused = client.post(hold_page(world), form)
    assert refused.status_code == 200 and form["reason"] in refused.content.decode()
    assert state_of(world) == "analysis"
    (now,) = set(SEEN.findall(refused.content.decode()))  # whoever still wants it presses once more
    assert now == f"{world.trajectory_a.pk}:analysis"
    assert client.post(hold_page(world), form | {"seen": now}).status_code == 302
    assert state_of(world) == "on_hold"


def test_what_a_refusal_took_back_is_not_shown_as_moved_on(world, rf):
    """An action that moves a record and then refuses leaves it where it was; the form drawn again says so."""
    post = rf.post("/", {"seen": f"{world.trajectory_a.pk}:started"})

    def half(*, by: Any) -> None:
        actions.begin_analysis(trajectory_id=world.trajectory_a.pk, by=by)
        raise Refused("Acht dagen op voorhand.")

    with in_company(world.coach_a, world.company_a, "coach") as by, seen.by(post):
        with pytest.raises(Refused):
            attempts.run(half, by=by)
        assert seen.named([Trajectory.objects.get(pk=world.trajectory_a.pk)]) == f"{world.trajectory_a.pk}:started"
        attempts.run(actions.begin_analysis, trajectory_id=world.trajectory_a.pk, by=by)
    assert state_of(world) == "analysis"


def test_next_phase_from_an_old_page_moves_nothing_and_from_a_fresh_one_a_step(world, login):
    coach, pk = login(world.coach_a), world.trajectory_a.pk
    address = reverse("trajectories:next_phase", args=[world.company_a.slug]) + "?as=coach"
    for pressed, then in (
        ("started", "analysis"),
        ("started", "analysis"),
        ("analysis", "planning"),
        ("started", "planning"),
    ):
        assert coach.post(address, {"from": pressed, "seen": f"{pk}:{pressed}"}).status_code == 302
        assert state_of(world) == then


def test_what_a_colleague_did_already_leads_where_it_led_them(world, login):
    move(world, "hold", reason="Ziekte van de coach")
    shown = f"{world.trajectory_a.pk}:on_hold"
    move(world, "resume")
    answer = login(world.contact_a).post(
        reverse("trajectories:resume", args=[world.company_a.slug]), {"seen": shown}, follow=True
    )
    assert answer.redirect_chain == [(reverse("trajectories:trajectory", args=[world.company_a.slug]), 302)]
    with system_context("test"):
        assert AuditEvent.objects.filter(event="trajectory.resume").count() == 1


def test_words_of_another_are_not_taken_for_done(world, login):
    """The coach put it at rest; the company's own reason stays on the page."""
    move(world, "hold", reason="Ziekte van de coach")
    form = {"reason": "Wij verhuizen naar een andere loods.", "seen": f"{world.trajectory_a.pk}:started"}
    answer = login(world.contact_a).post(hold_page(world), form)
    assert answer.status_code == 200 and form["reason"] in answer.content.decode()


@pytest.mark.parametrize("junk", ["", "x", ":", f"{'0' * 8}:", "\x00", "a:b " * 2_000])
def test_junk_names_nothing(world, login, junk):
    answer = login(world.contact_a).post(hold_page(world), {"reason": "Een verhuizing", "seen": junk})
    assert answer.status_code == 302 and state_of(world) == "on_hold"


def test_an_action_that_moves_twice_goes_on_from_its_own_move(world):
    with in_company(world.coach_a, world.company_a, "coach") as by:
        post = RequestFactory().post("/", {"seen": f"{world.trajectory_a.pk}:started"})
        with seen.by(post):
            actions.begin_analysis(trajectory_id=world.trajectory_a.pk, by=by)
            actions.begin_planning(trajectory_id=world.trajectory_a.pk, by=by)
        with seen.by(post), pytest.raises(IllegalTransition) as said:
            actions.begin_implementation(trajectory_id=world.trajectory_a.pk, by=by)
        assert not isinstance(said.value, AlreadyDone)
        with seen.by(post), pytest.raises(AlreadyDone) as done:
            actions.begin_planning(trajectory_id=world.trajectory_a.pk, by=by)
        assert done.value.own


def test_a_double_click_of_long_ago_is_no_double_click(world):
    with in_company(world.coach_a, world.company_a, "coach") as by:
        with clock.at(clock.add_months(clock.today(), -1)):
            actions.begin_analysis(trajectory_id=world.trajectory_a.pk, by=by)
        with pytest.raises(AlreadyDone) as done:
            actions.begin_analysis(trajectory_id=world.trajectory_a.pk, by=by)
        assert not done.value.own


@pytest.mark.slow
@pytest.mark.no_cover
def test_every_form_of_a_page_names_what_the_page_shows(world, login):
    """Whatever template draws the form: the token and the components write it, so that none can forget it."""
    with system_context("test fixture"):
        made = enrich(world)
    open_for_editing(made)
    named: set[str] = set()
    clients: dict[str, Any] = {}
    for _route, address, who in addresses(world, made):
        if who not in clients:
            clients[who] = login(getattr(world, who))
        client = clients[who]
        answer = client.get(address)
        if answer.status_code != 200 or not getattr(answer, "context", None):
            continue
        values = SEEN.findall(answer.content.decode())
        named.update(pair.partition(":")[0] for value in values for pair in value.split())
    with system_context("test"):
        found = {name for name, machine in Machine.registry.items() if rows_of(machine).filter(pk__in=named).exists()}
    assert found >= {
        "annual_plan",
        "application",
        "advice_request",
        "global_plan",
        "measure",
        "risk_analysis",
        "trajectory",
    }, found


def rows_of(machine: Machine) -> Any:
    return apps.get_model(machine.model)._default_manager.all()


@pytest.mark.parametrize("machine", Machine.registry.values(), ids=lambda machine: machine.name)
@pytest.mark.parametrize(
    "source", ["{% csrf_token %}", '{% post_button "x" "/" %}', "{% form form %}{% endform %}", LOOP], ids=range(4)
)
def test_whatever_draws_a_form_names_the_record_at_hand(machine, source):
    model = apps.get_model(machine.model)
    row = model(state=machine.initial)
    at_hand = {"rows": [(row, 1)]} if source == LOOP else {"row": row, "form": forms.Form()}
    context = RequestContext(RequestFactory().get("/"), at_hand)
    drawn = Template(source).render(context)
    assert SEEN.findall(drawn) == [f"{row.pk}:{machine.initial}"]
