"""The public pages: what is offered, what it asks, how one begins."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coaching.core.ground.choices import Language, Theme
from coaching.core.paper import exports
from coaching.core.screen.lists import PER_PAGE, page_of
from coaching.core.screen.pages import get_or_404
from coaching.core.tenancy.requests import ActorRequest
from coaching.programmes.enums import LayerNumber
from modules import queries
from modules.editing.content import words_of
from modules.exports import MODULES
from modules.forms import OfferFilterForm
from modules.gatherings.queries import coming, with_room
from modules.lists import cards
from modules.materials.queries import shelves
from modules.models import Module, ModuleGroup, ModuleState
from modules.way_in import way_in
from modules.wishes.queries import wished


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Is this for me, what does it cost me in time and money, how do I begin?"""
    layers = [(number, name, f"{reverse('modules:offer')}?layer={number}") for number, name in LayerNumber.choices]
    return render(request, "modules/home.html", {"coaching": queries.coaching(), "layers": layers})


@login_not_required
@require_safe
def offer(request: ActorRequest) -> HttpResponse:
    """Modules in five layers, with search and filters: the first ones of each, or all of one in pages."""
    form = OfferFilterForm(request.GET)
    filters = form.filters
    found = queries.fitting(**filters)
    if taken := exports.file(request, _("The offer"), MODULES, lambda: exports.capped(found)):
        return taken
    page = page_of(request, found) if filters["layer"] else None
    if page is not None:
        layers = queries.by_layer(page.object_list, PER_PAGE)
    else:
        layers = queries.by_layer(queries.first_of_each_layer(found, queries.SHOWN + 1), queries.SHOWN)
    context = {
        "form": form,
        "filtered": any(filters.values()),
        "page": page,
        "layers": [(layer, cards(layer.modules)) for layer in layers],
    }
    return render(request, "modules/offer.html", context)


@login_not_required
@require_safe
def module(request: HttpRequest, slug: str) -> HttpResponse:
    """One module: objective, content, time line, what it asks during and after; or that it is no longer offered."""
    found = get_or_404(queries.ever_offered(), slug=slug)
    offered = found.state == ModuleState.PUBLISHED
    gatherings = with_room(coming(found)[:20]) if offered else []
    context = {"module": found, "offered": offered, "shelves": shelves(found.materials), **described(found)}
    context["gatherings"] = gatherings
    context["further_layer"] = 0 if found.layer == LayerNumber.COACHING else LayerNumber.COACHING.value
    context["way_in"] = way = way_in(found, gatherings) if offered else None
    context["asked"] = way is not None and way.tells and wished(request.user, found)
    return render(request, "modules/module.html", context)


def described(module: Module) -> dict[str, list[str]]:
    """The choices of a module in words: themes, groups, tongues."""
    return {
        "themes": words_of(module.themes, Theme),
        "groups": words_of(module.target_groups, ModuleGroup),
        "tongues": words_of(module.languages, Language),
    }
