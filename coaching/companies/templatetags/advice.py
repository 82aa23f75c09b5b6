"""Advice of advisers on the page of what it is about, asked for by one line in that page's template."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template

from coaching.companies import queries_advice, rules

register = template.Library()


@register.inclusion_tag("companies/_advice_of_piece.html", takes_context=True)
def adviser_advice(context: dict[str, Any], piece_id: UUID) -> dict[str, Any]:
    """What advisers said about this piece and are asked about it; asking and giving for who may."""
    request = context["request"]
    actor, place = request.actor, request.place
    if not actor.may(rules.VIEW_ADVISERS):
        return {}
    about = {"piece": str(piece_id)}
    may_give = actor.may(rules.ADVISE) and queries_advice.disciplines_of(actor)
    lines, questions = queries_advice.about_piece(piece_id)
    return {
        "lines": lines,
        "questions": questions,
        "give_url": place.url("companies:give_advice", **about) if may_give else "",
        "ask_url": place.url("companies:ask_adviser", **about) if actor.may(rules.ASK_ADVISER) else "",
    }
