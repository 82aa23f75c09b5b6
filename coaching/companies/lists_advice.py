"""Questions to advisers and their advice as pages list them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from coaching.companies import rules
from coaching.companies.queries_advice import AdviceLine, Named, QuestionLine
from coaching.core.ground.roles import Actor, Hat
from coaching.core.screen.tables import body, link
from coaching.core.templatetags.ui import deadline, tag, when
from coaching.core.tenancy.workspace import Place

SHORT = 24  # words of an advice in a list


def _about(title: str, about: Named | None, place: Place) -> SafeString | str:
    address = about.url(place) if about else ""
    return link(address, title) if address else title


def advice(lines: Iterable[AdviceLine], place: Place) -> SafeString:
    """The body of the table: when, who, as what, about what, in short."""
    columns = [("", ""), (_("Of"), ""), (_("As"), ""), (_("About"), ""), (_("Advice"), "")]
    address, later = place.url_by_key("companies:adviser_advice"), tag(_("replaced by a later one"), "info")
    return body(
        columns,
        (
            (
                link(address(line.advice.pk), when(timezone.localtime(line.advice.given_at).date())),
                line.author,
                line.discipline,
                _about(line.title, line.about, place),
                format_html("{} {}", Truncator(line.advice.text).words(SHORT), later if line.replaced else ""),
            )
            for line in lines
        ),
    )


def questions(lines: Iterable[QuestionLine], place: Place, actor: Actor) -> SafeString:
    """The body of the table: who was asked what by whom, by when; and what this person may do about it."""
    columns = [("", ""), (_("As"), ""), (_("About"), ""), (_("Question"), ""), (_("Wanted by"), ""), ("", "")]
    back, may_ask = place.url_by_key("companies:withdraw_question"), actor.may(rules.ASK_ADVISER)

    def deed(line: QuestionLine) -> SafeString:
        pk = line.question.pk
        if line.question.asked_of_id == actor.user_id:
            return link(place.url("companies:give_advice", question=str(pk)), _("Give advice"))
        own = actor.hat != Hat.CPBW or line.question.asked_by_id == actor.user_id
        return link(back(pk), _("Take the question back")) if may_ask and own else mark_safe("")

    return body(
        columns,
        (
            (
                line.asked_of,
                line.discipline,
                _about(line.title, line.about, place),
                format_html('{} <span class="quiet">{}</span>', line.question.text, line.asked_by),
                deadline(line.question.wanted_on),
                deed(line),
            )
            for line in lines
        ),
    )
