"""The main button of a module: what it says is what it does. A seat where there are dates, an application where somebody
decides, taking it up where that is all; and no button where none of these is possible now. What is had by coming on a day
asks for a seat and nothing else, whatever its layer asks: the paper is in proportion to half a day (SERV 2021 §3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.core.ground.days import long_day
from coaching.programmes.enums import LayerNumber
from coaching.programmes.queries import must_apply, programmes_to_apply
from modules.models import Gathering, Module
from modules.uptake.queries import programmes_for


@dataclass(frozen=True)
class Button:
    label: str
    url: str


@dataclass(frozen=True)
class WayIn:
    """main: the one orange button; also: a second, quiet one; without: why there is no button, in words.

    tells: whether one can ask to be told when there is a date.
    """

    main: Button | None = None
    also: Button | None = None
    without: str = ""
    tells: bool = False


def way_in(module: Module, gatherings: Sequence[tuple[Gathering, int]]) -> WayIn:
    """gatherings: those that are coming, each with the places left."""
    if module.by_date:
        return _by_date(gatherings)
    if module.layer == LayerNumber.COACHING or must_apply(module.layer):
        if not programmes_to_apply(module.layer):
            return WayIn(without=_("No programme takes applications for this at the moment. Come back later."))
        return WayIn(Button(_("Apply"), f"{reverse('programmes:apply')}?layer={module.layer}"))
    taking = None
    if programmes_for(module):
        taking = Button(_("Take it up"), reverse("modules:take", args=[module.slug]))
    if gatherings:
        return WayIn(_seat(gatherings), taking)
    if taking is None:
        return WayIn(without=_("No programme takes sign-ups for this at the moment. Come back later."))
    return WayIn(taking)


def _by_date(gatherings: Sequence[tuple[Gathering, int]]) -> WayIn:
    """Being there is all: without a seat there is nothing to take up or to apply for."""
    if gatherings:
        return WayIn(_seat(gatherings))
    return WayIn(without=_("No date has been set yet. As soon as there is one, you sign up here."), tells=True)


def _seat(gatherings: Sequence[tuple[Gathering, int]]) -> Button:
    """Straight to the only one; among several one chooses."""
    if len(gatherings) > 1:
        return Button(_("Choose a date and sign up"), "#gatherings")
    gathering, left = gatherings[0]
    named: dict[str, Any] = {"day": long_day(gathering.starts_at)}
    words = _("Sign up for %(day)s") if left else _("To the waiting list of %(day)s")
    return Button(words % named, reverse("modules:sign_up", args=[gathering.pk]))
