"""Mails about consultation, advice and the carrying-out of measures."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.core.ground.days import long_day
from coaching.core.mail.outbox import MailContent, mail


def _day(iso: str) -> str:
    return long_day(iso) if iso else ""


def _plan(context: dict[str, Any]) -> str:
    words = _("five-year plan %(plan)s") if context["kind"] == "global" else _("yearly plan %(plan)s")
    return words % {"plan": context["plan"]}


def _room(context: dict[str, Any], hat: str = "") -> str:
    path = reverse("actionplans:advice_request", args=[context["slug"], context["review"]])
    return f"{path}?as={hat}" if hat else path


def _facts(context: dict[str, Any], *more: tuple[str, str]) -> list[tuple[str, str]]:
    facts = [(_("Company"), context["company"]), (_("Plan"), _plan(context)), *more]
    return [fact for fact in facts if fact[1]]


@mail("actionplans.put_to_body")
def put_to_body(context: dict[str, Any]) -> MailContent:
    """To the members: read the plan before you meet."""
    until = _day(context["until"])
    values = {"plan": _plan(context), "day": until}
    subject = (
        _("Read the %(plan)s before the meeting of %(day)s") if until else _("Read the %(plan)s and give your advice")
    )
    return MailContent(
        subject=subject % values,
        paragraphs=[
            _("Your employer asks your advice on the %(plan)s.") % values,
            _("You can read it on your phone and write remarks with each part. The text cannot be changed any more."),
        ],
        action_label=_("Read the plan"),
        action_path=_room(context, "body"),
        facts=_facts(context, (_("Meeting"), until)),
        closing=_("You may tell your colleagues about the plan; keep what you learn about persons to yourself."),
    )


@mail("actionplans.remarks_opened")
def remarks_opened(context: dict[str, Any]) -> MailContent:
    """Direct participation: the workers' fifteen days begin."""
    until = _day(context["until"])
    return MailContent(
        subject=_("Workers can give remarks on the %(plan)s until %(day)s") % {"plan": _plan(context), "day": until},
        paragraphs=[
            _("Tell all workers today where they can read the plan. They have 15 days for remarks."),
            _("Keep a register at a place where everybody comes, and enter the remarks here."),
        ],
        action_label=_("Open the advice room"),
        action_path=_room(context),
        facts=_facts(context, (_("Remarks until"), until)),
    )


@mail("actionplans.remarks_closed")
def remarks_closed(context: dict[str, Any]) -> MailContent:
    """Direct participation: the prevention service's fifteen days begin."""
    return MailContent(
        subject=_("Ask the prevention service for its advice on the %(plan)s") % {"plan": _plan(context)},
        paragraphs=[
            _("The term for remarks of the workers is over. The prevention service has 15 days to give its advice."),
            _("Record the advice here when you have it. If nobody made a remark, the workers are taken to agree."),
        ],
        action_label=_("Open the advice room"),
        action_path=_room(context),
        facts=_facts(context, (_("Remarks"), str(context.get("remarks", 0)))),
    )


@mail("actionplans.withdrawn_from_body")
def withdrawn_from_body(context: dict[str, Any]) -> MailContent:
    return MailContent(
        subject=_("The %(plan)s has been taken back: you need not give advice now") % {"plan": _plan(context)},
        paragraphs=[_("Your employer has taken the plan back to change it. You will get the new text for advice.")],
        action_label=_("Open the advice room"),
        action_path=_room(context, "body"),
        facts=_facts(context, (_("Reason"), context["reason"])),
    )


@mail("actionplans.advice_recorded")
def advice_recorded(context: dict[str, Any]) -> MailContent:
    """To the contacts: answer it."""
    values = {"plan": _plan(context), "day": _day(context["answer_until"])}
    return MailContent(
        subject=_("Answer the advice on the %(plan)s by %(day)s") % values,
        paragraphs=[
            _("The advice on the %(plan)s has been recorded.") % values,
            _("Answer each remark and the advice as a whole. Give your reasons where you do not follow it."),
            _("After that you can adopt the plan."),
        ],
        action_label=_("Answer the advice"),
        action_path=_room(context),
        facts=_facts(context, (_("Answer by"), values["day"])),
    )


def _answer_due(context: dict[str, Any]) -> MailContent:
    values = {"plan": _plan(context), "day": _day(context["answer_until"])}
    return MailContent(
        subject=_("The advice on the %(plan)s still waits for your answer, until %(day)s") % values,
        paragraphs=[
            _("The law asks you to answer an advice within six months."),
            _("Answer each remark and the advice as a whole."),
        ],
        action_label=_("Answer the advice"),
        action_path=_room(context),
        facts=_facts(context, (_("Answer by"), values["day"])),
    )


@mail("actionplans.answer_due.before")
def answer_due_before(context: dict[str, Any]) -> MailContent:
    """Thirty days before the six months are over."""
    return _answer_due(context)


@mail("actionplans.answer_due.due")
def answer_due(context: dict[str, Any]) -> MailContent:
    return _answer_due(context)


@mail("actionplans.advice_answered")
def advice_answered(context: dict[str, Any]) -> MailContent:
    """To the body: read what the employer does with it."""
    return MailContent(
        subject=_("Read your employer's answer to the advice on the %(plan)s") % {"plan": _plan(context)},
        paragraphs=[
            _("Your employer has answered every remark and the advice as a whole, with reasons where it deviates.")
        ],
        action_label=_("Read the answer"),
        action_path=_room(context, "body"),
        facts=_facts(context),
    )


@mail("actionplans.plan_in_force")
def plan_in_force(context: dict[str, Any]) -> MailContent:
    return MailContent(
        subject=_("The %(plan)s is in force: follow its measures") % {"plan": _plan(context)},
        paragraphs=[_("From now on the measures of the plan are carried out. You can follow how far each one is.")],
        action_label=_("See the measures"),
        action_path=reverse("actionplans:measures", args=[context["slug"]]),
        facts=_facts(context),
    )


def _measure(context: dict[str, Any]) -> str:
    return reverse("actionplans:measure", args=[context["slug"], context["measure"]])


@mail("actionplans.measure_cancelled")
def measure_cancelled(context: dict[str, Any]) -> MailContent:
    """To the body and whoever followed it up."""
    return MailContent(
        subject=_("Measure %(code)s will not be carried out: read why") % context,
        paragraphs=[_("Your employer has cancelled the measure “%(what)s”.") % context],
        action_label=_("Open the measure"),
        action_path=_measure(context),
        facts=[(_("Company"), context["company"]), (_("Reason"), context["reason"])],
    )


@mail("actionplans.measure_late")
def measure_late(context: dict[str, Any]) -> MailContent:
    values = {**context, "day": _day(context["due_on"])}
    return MailContent(
        subject=_("Measure %(code)s was due on %(day)s: say how far it is") % values,
        paragraphs=[
            _("The measure “%(what)s” should have been done by %(day)s.") % values,
            _("Record that it is done, or say how far it is and what holds it up."),
        ],
        action_label=_("Open the measure"),
        action_path=_measure(context),
        facts=[(_("Company"), context["company"]), (_("Days late"), str(context["days"]))],
    )
