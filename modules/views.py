"""The public pages: what is offered, what it asks, how one begins."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from coaching.core.choices import Language, Theme
from coaching.core.pages import get_or_404
from coaching.programmes.queries import must_apply
from modules import queries
from modules.forms import OfferFilterForm
from modules.models import LayerNumber, Module, ModuleGroup
from modules.sessions.queries import coming, with_room


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Is this for me, what does it cost me in time and money, how do I begin?"""
    layers = [(number, name, f"{reverse('modules:offer')}?layer={number}") for number, name in LayerNumber.choices]
    return render(request, "modules/home.html", {"coaching": queries.coaching(), "layers": layers})


@login_not_required
@require_safe
def offer(request: HttpRequest) -> HttpResponse:
    """All modules in five layers, with search and filters."""
    form = OfferFilterForm(request.GET)
    filters = form.filters
    context = {"form": form, "layers": queries.offer(**filters), "filtered": any(filters.values())}
    return render(request, "modules/offer.html", context)


@login_not_required
@require_safe
def module(request: HttpRequest, slug: str) -> HttpResponse:
    """One module: objective, content, time line, and what it asks during and after."""
    found = get_or_404(queries.published(), slug=slug)
    themes = [capfirst(str(Theme(theme).label)) for theme in found.themes if theme in Theme.values]
    groups = [capfirst(str(ModuleGroup(group).label)) for group in found.target_groups if group in ModuleGroup.values]
    tongues = [capfirst(str(Language(code).label)) for code in found.languages if code in Language.values]
    context = {"module": found, "themes": themes, "groups": groups, "tongues": tongues}
    context["sessions"] = with_room(coming(found)[:20])
    context |= {"applies": _applies(found), "layer_query": f"?layer={found.layer}"}
    return render(request, "modules/module.html", context)


def _applies(module: Module) -> bool:
    """Whether one asks a programme for it, instead of just taking it up."""
    return module.layer == LayerNumber.COACHING or must_apply(module.layer)
