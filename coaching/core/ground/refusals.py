"""How an action says no, in words for the person: a rule, a record that moved on, a record that is gone."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _

GONE = _("This is no longer here: somebody removed or changed it in the meantime. Look again at how things are now.")


class Refused(Exception):
    """A rule says no; the message is for the person and says what to do."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message


class IllegalTransition(Refused):
    """The record is not in a state from which this may happen (a double click, a colleague who was first)."""


class AlreadyDone(IllegalTransition):
    """What is asked has happened already. result: what whoever was first got.

    own: the same person did it a moment ago. Then it is a form sent twice, and the page goes on as it did the first time.
    """

    def __init__(self, message: Any, *, result: Any = None, own: bool = False) -> None:
        super().__init__(message)
        self.result, self.own = result, own


class Gone(Refused, ObjectDoesNotExist):
    """The record was there when the page was made, and is gone or out of sight when the action takes hold of it.

    Of each model there is a kind of its own, which is that model's DoesNotExist as well (`gone`).
    """

    def __init__(self, message: Any = GONE) -> None:
        super().__init__(message)


@cache
def gone(model: type[models.Model]) -> type[Gone]:
    """The `Gone` of a model."""
    missing: type[ObjectDoesNotExist] = vars(model)["DoesNotExist"]  # Django puts it on each model by itself
    return type("Gone", (Gone, missing), {"__doc__": Gone.__doc__, "__module__": __name__})
