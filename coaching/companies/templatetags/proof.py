"""The code of a letter, worked out where its paper is laid out and nowhere else."""

from __future__ import annotations

from django import template

from coaching.companies.actions.proof import code_of

register = template.Library()


@register.filter
def proof_code(letter_id: str) -> str:
    """In two groups, as people type it from paper."""
    code = code_of(letter_id)
    return f"{code[:5]}-{code[5:]}"
