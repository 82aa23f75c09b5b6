"""Advice of advisers on the paper of what it is about: analysis, plans, the body's advice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coaching.companies import queries_advice
from coaching.core.ground.days import long_day


def advisers_of(piece_id: UUID) -> list[dict[str, Any]]:
    """In full, the first one first; also what was replaced. For `companies/pdf/_advisers.html`."""
    return [
        {
            "author": line.author,
            "discipline": str(line.advice.get_discipline_display()),
            "given": long_day(line.advice.given_at),
            "question": line.advice.question.text if line.advice.question else "",
            "asked_by": line.asked_by,
            "text": line.advice.text,
            "replaced": line.replaced,
        }
        for line in queries_advice.of_piece(piece_id)
    ]
