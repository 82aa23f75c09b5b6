"""Mails about a place in a gathering."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.core.ground import ics
from coaching.core.ground.days import long_moment
from coaching.core.mail.outbox import MailContent, mail
from coaching.programmes.layers import text

Context = dict[str, Any]


def _when(context: Context) -> str:
    return long_moment(context["starts_at"])


def _words(context: Context) -> dict[str, str]:
    return {"title": text(context["title"]), "when": _when(context), "reason": context["reason"]}


def _facts(context: Context) -> list[tuple[str, str]]:
    rows = [(_("When"), _when(context)), (_("Where"), context["where"] or _("online"))]
    return rows + ([(_("Link"), context["link"])] if context["link"] else [])


def _page(context: Context) -> str:
    return reverse("modules:place", args=[context["place"], context["token"]])


def entry_of(gathering: Any, *, title: str, begins: datetime, where: str, link: str, minutes: int) -> ics.Entry:
    """The gathering in somebody's calendar: the same entry in the file of its page and in every mail."""
    return ics.Entry(
        uid=f"{gathering}@{ics.DOMAIN}",
        title=title,
        start=begins,
        end=begins + timedelta(minutes=minutes),
        place=where or link,
    )


def _entry(context: Context, *, cancelled: bool = False) -> ics.Entry | None:
    """For who has a place; None for who waits for one, and in mails that were queued before mails knew of it."""
    if not context.get("comes"):
        return None
    made = entry_of(
        context["gathering"],
        title=text(context["title"]),
        begins=datetime.fromisoformat(context["starts_at"]),
        where=context["where"],
        link=context["link"],
        minutes=context["minutes"],
    )
    said = datetime.fromisoformat(context["said_at"])
    page = "" if cancelled else _page(context)
    return replace(made, url=page, sequence=context["sequence"], changed=said, cancelled=cancelled)


@mail("modules.place_taken")
def place_taken(context: Context) -> MailContent:
    return MailContent(
        subject=_("You have a place: %(title)s, %(when)s") % _words(context),
        paragraphs=[_("See you there. Cannot come after all? Say so on your page: then somebody else gets the place.")],
        facts=_facts(context),
        action_label=_("Go to your page"),
        action_path=_page(context),
        calendar=_entry(context),
    )


@mail("modules.place_waiting")
def place_waiting(context: Context) -> MailContent:
    return MailContent(
        subject=_("You are on the waiting list: %(title)s, %(when)s") % _words(context),
        paragraphs=[_("All places are taken. As soon as one comes free and it is your turn, you get a mail.")],
        action_label=_("Go to your page"),
        action_path=_page(context),
    )


@mail("modules.place_free")
def place_free(context: Context) -> MailContent:
    return MailContent(
        subject=_("A place came free, you can come: %(title)s, %(when)s") % _words(context),
        paragraphs=[_("You were on the waiting list. Cannot come any more? Say so on your page.")],
        facts=_facts(context),
        action_label=_("Go to your page"),
        action_path=_page(context),
        calendar=_entry(context),
    )


@mail("modules.gathering_moved")
def gathering_moved(context: Context) -> MailContent:
    return MailContent(
        subject=_("Another moment or place: %(title)s is now %(when)s") % _words(context),
        paragraphs=[_("The gathering was changed. Cannot come then? Say so on your page.")],
        facts=_facts(context),
        action_label=_("Go to your page"),
        action_path=_page(context),
        calendar=_entry(context),
    )


@mail("modules.gathering_cancelled")
def gathering_cancelled(context: Context) -> MailContent:
    return MailContent(
        subject=_("Cancelled: %(title)s, %(when)s") % _words(context),
        paragraphs=[_("The gathering does not take place."), _("Reason: %(reason)s") % {"reason": context["reason"]}],
        action_label=_("See the offer"),
        action_path=reverse("modules:offer"),
        calendar=_entry(context, cancelled=True),
    )


@mail("modules.gathering_soon")
def gathering_soon(context: Context) -> MailContent:
    return MailContent(
        subject=_("In two days: %(title)s, %(when)s") % _words(context),
        paragraphs=[_("Cannot come after all? Say so on your page: then somebody else gets the place.")],
        facts=_facts(context),
        action_label=_("Go to your page"),
        action_path=_page(context),
        calendar=_entry(context),
    )
