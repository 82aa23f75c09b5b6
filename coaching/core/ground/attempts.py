"""Runs an action for a page. What only went wrong because somebody else was there at the same moment is tried again.

A race does not repeat itself: the second time the action sees what the other one did, and says so or does the same. What
fails in the same way twice is no race and comes out as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import seen
from coaching.core.ground.refusals import Gone, IllegalTransition, Refused

P = ParamSpec("P")
T = TypeVar("T")
logger = logging.getLogger(__name__)
TRIES = 3
# unique, referenced or excluded by another's row; could not be put in an order; deadlock; a lock not to be had
RACES = frozenset({"23505", "23503", "23001", "23P01", "40001", "40P01", "55P03"})
HIDDEN = "42501"  # a policy: what was in sight when the row was read is so no more
TAKEN = _(
    "Something with the same name, number or date is there already, perhaps since a moment ago. Look at the list."
)
HELD = _("Something else refers to this since a moment ago, so it stays. Look again at how things are now.")
BUSY = _("Somebody else is working on the same thing. Wait a moment and try again.")


def run(action: Callable[P, T], *args: P.args, **arguments: P.kwargs) -> T:
    """The action's result, in a savepoint of its own. Raises what the action raises; a lost race as Refused."""
    for last in (False,) * (TRIES - 1) + (True,):
        try:
            with transaction.atomic():
                return action(*args, **arguments)
        except Refused as refusal:
            if not isinstance(refusal, IllegalTransition):
                seen.forget()  # moved and taken back: the form drawn again is about the record as it was
            raise
        except ObjectDoesNotExist as error:  # read, not locked; a bug would look the same, so it is told to the log
            logger.warning("gone while an action was under way: %s", error, exc_info=True)
            raise Gone from error
        except (ProtectedError, RestrictedError) as error:
            logger.warning("referred to while it was being removed: %s", error)
            raise Refused(HELD) from error
        except DatabaseError as error:
            if not is_race(error):
                raise
            if last:
                raise _said(error) from error
            seen.forget()
    raise AssertionError("unreachable")


def code_of(error: DatabaseError) -> str:
    """PostgreSQL's code of what went wrong; "" when it was Django that noticed."""
    return getattr(error.__cause__, "pgcode", None) or ""


def is_stale(error: DatabaseError) -> bool:
    """A row to be saved was gone or out of sight. Django has no class for it."""
    return "did not affect any rows" in str(error)


def is_race(error: DatabaseError) -> bool:
    """Whether somebody else at the same moment can be the cause."""
    return code_of(error) in RACES or is_stale(error) or (code_of(error) == HIDDEN and "row-level" in str(error))


def _said(error: DatabaseError) -> Exception:
    """What is told after the last try. Only what a person can do something about becomes words."""
    if isinstance(error, IntegrityError):
        logger.error("a constraint said no to an action: %s", error, exc_info=True)
        return Refused(TAKEN)
    if code_of(error) in RACES:
        logger.warning("an action found no turn: %s", error)
        return Refused(BUSY)
    return error
