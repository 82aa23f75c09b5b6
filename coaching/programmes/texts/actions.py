"""The administrator keeps the texts: adds, changes, retires and takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock, take_turns
from coaching.programmes.models import TextTemplate
from coaching.programmes.texts import adding, queries, rules


@transaction.atomic
def add_text(*, values: Mapping[str, Any], by: Actor) -> TextTemplate:
    """A text to choose from. Refused for a name that there is, without words, and with a placeholder that does not exist."""
    by.check(rules.KEEP_TEXTS)
    take_turns("texts", by.programme_id)
    made = TextTemplate(programme_id=by.programme_key, **values)
    there = queries.kept().filter(kind=made.kind, name=made.name, retired_at=None).first()
    if there and (there.texts, there.subjects) == (made.texts, made.subjects):
        return there  # clicked twice
    if there:
        raise Refused(_("There is a text with this name already."))
    _check_place(made)
    if queries.kept().count() >= queries.MOST:
        raise Refused(_("A programme keeps at most %s texts.") % queries.MOST)
    _check(made)
    made.save(force_insert=True)
    audit.record("programmes.text_added", made, by=by)
    return made


@transaction.atomic
def change_text(*, text_id: UUID, values: Mapping[str, Any], opened_with: int, by: Actor) -> TextTemplate:
    """Other words; what was written with it before stays as it is. Raises VersionConflict."""
    by.check(rules.KEEP_TEXTS)
    take_turns("texts", by.programme_id)
    found = lock(TextTemplate.objects, pk=text_id)
    found.claim_version(opened_with)
    for name, value in values.items():
        setattr(found, name, value)
    _check(found)
    if not found.is_retired:
        _check_place(found)
    found.save()
    audit.record("programmes.text_changed", found, by=by)
    return found


@transaction.atomic
def retire_text(*, text_id: UUID, retired: bool, by: Actor) -> TextTemplate:
    """Offer it no more, or (retired=False) again."""
    by.check(rules.KEEP_TEXTS)
    take_turns("texts", by.programme_id)
    found = lock(TextTemplate.objects, pk=text_id)
    if found.is_retired == retired:
        return found
    if not retired:
        _check_place(found)
    found.retired_at = clock.now() if retired else None
    found.save(update_fields=["retired_at"])
    audit.record("programmes.text_retired" if retired else "programmes.text_taken_back", found, by=by)
    return found


def _check(text: TextTemplate) -> None:
    if not text.languages:
        raise Refused(_("Write the text in at least one language."))
    if text.kind == TextTemplate.Kind.ADDED:
        if text.added_to not in adding.PLACES:
            raise Refused(_("Choose the mail or letter to which the paragraph is added."))
        _check_words(text, lambda words: adding.unknown(text.added_to, words))
        return
    _check_words(text, rules.unknown)
    if text.kind == TextTemplate.Kind.MAIL and any(not text.subjects.get(language) for language in text.languages):
        raise Refused(_("Give the mail a subject in each language in which it has a text."))


def _check_words(text: TextTemplate, unknown: Callable[[str], list[str]]) -> None:
    for words in (*text.texts.values(), *text.subjects.values()):
        if wrong := unknown(words):
            raise Refused(_("%(found)s is no placeholder. Use one of the list.") % {"found": wrong[0]})


def _check_place(text: TextTemplate) -> None:
    """One paragraph for each mail or letter at a time."""
    others = queries.kept().filter(added_to=text.added_to, retired_at=None).exclude(pk=text.pk)
    if text.added_to and (other := others.first()):
        raise Refused(
            _("“%(name)s” is added to this mail or letter already. Change that one, or retire it first.")
            % {"name": other.name}
        )
