"""Loads the demo: the worked example to its end, companies in every earlier state, all relative to today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from coaching.accounts.models import User
from coaching.coaches.models import Coach
from coaching.companies.models import Company
from coaching.companies.numbers import format_enterprise_number
from coaching.companies.register.demo import Invented, Place, load_demo_register
from coaching.core.ground import clock
from coaching.core.ground.nace import FORMER, PRESENT, TO_2025
from coaching.core.ground.roles import Role
from coaching.core.jobs import periodic
from coaching.core.mail import delivery
from coaching.core.models import MailState, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import take_turns
from coaching.insight.demo.brought import play_brought
from coaching.insight.demo.front import found_partner, play_front
from coaching.insight.demo.others import COMPANIES, play_others
from coaching.insight.demo.people import make_people
from coaching.insight.demo.play import Stage
from coaching.insight.demo.story import Story
from coaching.insight.demo.values import keep_school_values, keep_values
from coaching.insight.demo.wheel import SCHOOL_SLUG, keep_dates, play_school
from coaching.insight.demo.words import OBJECTION
from coaching.insight.demo.years import Years
from coaching.programmes.actions import found_layers
from coaching.programmes.models import Programme, ProgrammeMembership
from modules.actions import load_catalogue

SLUG = "demo"
LONG_AGO = date(2020, 1, 1)
MORNINGS = 151  # today and the hundred and fifty days before
MAILS = 40  # steps that sending them all counts for, by the time it takes
STEPS = 3 + COMPANIES + MORNINGS + MAILS  # three: people and offer, the worked example, what stands around it


def is_loaded() -> bool:
    with system_context("demo data"):
        return Programme.objects.filter(slug=SLUG).exists()


def load(step: Callable[[], None] = lambda: None) -> bool:
    """Everything, in one transaction: a demo that was interrupted leaves nothing behind.

    Of two at once the second waits for the first and then adds nothing: False. `step` is called STEPS times.
    """
    today = clock.today()
    with transaction.atomic():
        take_turns("demo data")
        if is_loaded():
            return False
        stage = _stage()
        stage.via = found_partner(stage, today)
        step()
        story = Story(stage, today)
        story.run()
        Years(story, today).run()
        keep_values(story, today)
        keep_dates(story.play, today)
        step()
        play_others(stage, today, step)
        play_front(stage, today)
        play_school(stage, today)
        keep_school_values(stage, SCHOOL_SLUG, today)
        play_brought(today)
        load_demo_register(_cast())
        step()
        _run_the_clock(today, step)
        deliver_in_time(today, step)
    return True


def _cast() -> list[Invented]:
    """The demo's companies, as the register would have them: but for one, which it does not hold yet."""
    with system_context("demo data"):
        known = list(Company.objects.exclude(enterprise_number=None).order_by("enterprise_number"))
    del known[len(known) // 2]
    return [
        Invented(
            format_enterprise_number(company.enterprise_number or ""),
            company.name,
            Place(*company.street.rpartition(" ")[::2], company.postcode, company.municipality),
            language="1" if company.language == "fr" else "2",
            nace=(FORMER if company.nace_code[:4] in TO_2025 else PRESENT, company.nace_code.replace(".", "")),
        )
        for company in known
    ]


def _stage() -> Stage:
    users = make_people()
    with system_context("demo data") as context:
        assert context.actor is not None
        load_catalogue(by=context.actor)
        programme = Programme.objects.create(
            slug=SLUG,
            name="Gezond aan het werk (demo)",
            budget_eur=Decimal(60_000),
            risk_sectors=["10", "81"],
            is_demo=True,
            paid_by="niemand: dit programma is verzonnen",
            contact_address="Voorbeeldstraat 1\n1000 Brussel",
            contact_email="programma@demo.example",
            contact_phone="02 000 00 00",
            objection_days=30,
            objection_texts=OBJECTION,
        )
        found_layers(programme=programme, by=context.actor)
        for key, role in (
            ("beheerder", Role.ADMINISTRATOR),
            ("beoordelaar", Role.ASSESSOR),
            ("waarnemer", Role.OBSERVER),
        ):
            ProgrammeMembership.objects.create(programme=programme, user=users[key], role=role, begins_on=LONG_AGO)
        coaches = {
            "coach": _coach(
                users["coach"], ["LIM", "VBR", "ANT"], ["nl", "fr"], ["mental", "workload", "movement"], 14
            ),
            "coach2": _coach(users["coach2"], ["OVL", "WVL"], ["nl", "en"], ["ergonomics", "nutrition", "sleep"], 8),
        }
    return Stage(programme, users, coaches)


def _coach(user: User, provinces: list[str], languages: list[str], themes: list[str], capacity: int) -> Coach:
    name = user.name
    words = {
        "nl": f"{name} komt graag op de werkvloer en werkt stap voor stap, samen met uw mensen.",
        "fr": f"{name} aime être sur le terrain et avance pas à pas, avec vos équipes.",
        "en": f"{name} likes to be on the shop floor and works step by step, with your people.",
    }
    return Coach.objects.create(
        user=user,
        slug=name.lower().replace(" ", "-"),
        name=name,
        introduction=words,
        provinces=provinces,
        languages=languages,
        themes=themes,
        capacity=capacity,
        trained_on=date(2024, 6, 14),
        based_in="Aalst" if "OVL" in provinces else "Hasselt",
        working_days=[1, 2, 4] if "OVL" in provinces else [1, 2, 3, 4],
        sectors=["schoonmaak", "kantoor"] if "OVL" in provinces else ["voeding", "bouw"],
        is_demo=True,
    )


def _run_the_clock(today: date, step: Callable[[], None]) -> None:
    """Every morning of the past months, as beat would have: reminders are made by the product itself."""
    for ago in reversed(range(MORNINGS)):
        day = today - timedelta(days=ago)
        with clock.at(day), system_context("demo: the jobs of a morning"):
            for name in periodic.daily_jobs():
                periodic.JOBS[name].function(today=day)
        step()


def deliver_in_time(today: date, step: Callable[[], None]) -> None:
    """Send each mail on the day it was made, so that the files show when it really would have gone."""
    with system_context("demo data"):
        made = OutgoingEmail.objects.filter(state=MailState.QUEUED).values_list("not_before", flat=True)
        days = [*sorted({moment.date() for moment in made}), today]
    for number, day in enumerate(days):
        with clock.at(min(day, today)):
            delivery.deliver_due()
        for _step in range(number * MAILS // len(days), (number + 1) * MAILS // len(days)):
            step()
    delivery.deliver_due()  # who loads it in the afternoon made some after the noon of the last day
