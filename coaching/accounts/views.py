"""Own pages, invitations, second step, and the staff room's look-up of a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.accounts import actions, queries, rules
from coaching.accounts.adapter import INVITED
from coaching.accounts.forms import LookUpForm, ProfileForm, ReasonForm
from coaching.accounts.models import User
from coaching.accounts.places import unfinished_of
from coaching.core.mail.unsubscribe import POSTED, reader_of
from coaching.core.screen.pages import attempt, attempt_or_message, open_to_place, posted, requires
from coaching.core.tenancy.requests import PersonRequest, PlaceRequest, SignedInRequest

LOOKED_UP = "people_looked_up"  # session key: whom staff looked up in this session, with the reason in the trail


@requires(rules.OWN)
@require_GET
def places(request: PersonRequest) -> HttpResponse:
    """First screen after signing in. Who has one place only goes straight there."""
    actor = request.actor
    found, begun = queries.places_of(queries.my_roles()), unfinished_of(actor)
    if len(found) == 1 and not begun and "all" not in request.GET:
        return redirect(found[0].url)
    return render(request, "accounts/places.html", {"places": found, "unfinished": begun})


@requires(rules.OWN)
@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """Own name and language, roles now and before, links to all about signing in."""
    user: Any = request.user
    form = ProfileForm(
        posted(request),
        initial={name: getattr(user, name) for name in actions.OWN_DETAILS},
    )
    if form.is_valid():
        arguments = dict(form.cleaned_data, by=request.actor)
        if attempt(form, actions.change_profile, **arguments):
            with translation.override(form.cleaned_data["language"]):
                messages.success(request, _("Your details are saved."))
            response = redirect("accounts:profile")
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], max_age=31_536_000, samesite="Lax"
            )
            return response
    elsewhere = bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])
    context = {"form": form, "roles": queries.my_roles(), "elsewhere": elsewhere}
    return render(request, "accounts/profile.html", context)


@requires(rules.OWN)
@require_POST
def mail_works_again(request: PersonRequest) -> HttpResponse:
    """Mail to me came back; that is solved."""
    attempt_or_message(request, actions.mail_works_again, _("We send you mail again."), by=request.actor)
    return redirect("accounts:profile")


@requires(rules.OWN)
@require_GET
def mails(request: PersonRequest) -> HttpResponse:
    """Mails to me, newest first."""
    rows = queries.mails_to(request.actor.person_key, _moment(request.GET.get("before", "")))
    more = len(rows) > queries.MAILS_PER_PAGE
    rows = rows[: queries.MAILS_PER_PAGE]
    older = "?" + urlencode({"before": rows[-1].created_at.isoformat()}) if more else ""
    context = {"mails": rows, "next_url": older, "first": "before" not in request.GET}
    return render(request, "accounts/mails.html", context)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text[:40])
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@csrf_exempt  # mail programs have no page of ours before them; the link is what allows it, and it can do nothing else
@login_not_required
@require_http_methods(["GET", "POST"])
def stop_news(request: HttpRequest, token: str) -> HttpResponse:
    """No more news by mail, by the link in one (RFC 8058). Opening it changes nothing: scanners open every link."""
    if reader_of(token) is None:
        return render(request, "accounts/stop_news.html", {"unknown": True}, status=404)
    if request.method == "POST" and not actions.stop_news(token=token):
        return render(request, "accounts/stop_news.html", {"unknown": True}, status=404)
    if request.method == "POST" and request.POST.get(POSTED[0]) != POSTED[1]:
        return redirect(f"{request.path}?done")
    done = request.method == "POST" or "done" in request.GET  # a mail program is answered at once (RFC 8058 §3.1)
    return render(request, "accounts/stop_news.html", {"done": done})


@open_to_place
@require_GET
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Why a second step is needed, and the way to set it up or to confirm it. Afterwards one goes on to `next`."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    onward = wanted if safe and wanted.startswith("/") else reverse("accounts:places")
    request.session["second_factor_next"] = onward
    if is_mfa_enabled(request.user):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': onward})}")
    return render(request, "accounts/second_factor.html", {"onward": onward})


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites to what. The right person accepts at once; anybody else is told how."""
    found = actions.find_invitation(token)
    if found is None:
        return render(request, "accounts/invitation_unknown.html", status=404)
    user = request.user
    mine = user.is_authenticated and user.email.lower() == found.email.lower()
    if request.method == "POST" and found.state == "expired":
        if actions.ask_invitation_again(token):
            messages.success(request, _("We have asked for a new invitation. It comes to your mailbox."))
        else:
            messages.error(request, _("Nobody can send it again here. Ask the person from whom you have this link."))
        return redirect("accounts:invitation", token=token)
    if request.method == "POST" and found.state == "open":
        if mine and user.is_authenticated:
            return _accept(request, user, token, found)
        if not user.is_authenticated:
            return _sign_in_first(request, token, found)
    context = {"invitation": found, "mine": mine, "stranger": user.is_authenticated and not mine}
    return render(request, "accounts/invitation.html", context)


def _accept(request: HttpRequest, user: User, token: str, found: actions.Found) -> HttpResponse:
    if actions.accept_invitation(token=token, user=user) in {"done", "accepted"}:
        messages.success(request, _("Welcome. You now belong to %(place)s.") % {"place": found.place})
        return redirect(found.path)
    return redirect("accounts:invitation", token=token)


def _sign_in_first(request: HttpRequest, token: str, found: actions.Found) -> HttpResponse:
    """The link came by mail, so it proves the address: who signs up with it need not confirm it again."""
    request.session[INVITED] = token
    if found.known:
        return redirect("account_login")
    get_adapter(request).stash_verified_email(request, found.email)
    return redirect("account_signup")


@requires(rules.RESET_SECOND_FACTOR)
@require_http_methods(["GET", "POST"])
def staff_people(request: PlaceRequest) -> HttpResponse:
    """Find one person by their whole address, with a reason that is kept."""
    form = LookUpForm(posted(request))
    if form.is_valid():
        found = attempt(form, actions.look_up_person, by=request.actor, **form.cleaned_data)
        if found and found.result:
            request.session[LOOKED_UP] = [*request.session.get(LOOKED_UP, [])[-20:], found.result.id]
            return redirect("accounts:staff_person", found.result.id)
        if not form.errors:
            form.add_error("email", _("Nobody has this e-mail address."))
    return render(request, "accounts/staff_people.html", {"form": form})


@requires(rules.RESET_SECOND_FACTOR)
@require_http_methods(["GET", "POST"])
def staff_person(request: PlaceRequest, person_id: int) -> HttpResponse:
    """A person whom staff has looked up; a lost second step can be taken away."""
    person = actions.person_looked_up(person_id) if person_id in request.session.get(LOOKED_UP, []) else None
    if person is None:
        raise Http404
    form = ReasonForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, actions.reset_second_factor, person_id=person.id, reason=reason, by=request.actor):
            messages.success(request, _("The second step is removed. The person gets a mail about it."))
            return redirect("accounts:staff_person", person.id)
    return render(request, "accounts/staff_person.html", {"person": person, "form": form})
