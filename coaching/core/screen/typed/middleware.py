"""Sees to it that no answer to a posted form loses what was typed (ADR 0023).

Stands outside the tenant's context: what is kept never meets another person's rows.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from coaching.core.screen.typed import kept, panels, whose

OUTSIDE = {"account", "invite", "i18n", "theme", "static", "healthz", "readyz", "mailbox"}
SAVED = "typed-saved"  # the event of a page that has saved itself
SENT, DONE = "_typed", "typed_done"  # the browser's name for what it remembers, and that it was sent


class _Check(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason

    def of_elsewhere(self, request: HttpRequest) -> bool:
        """Browsers name the page that posts; a page of others gets nothing kept and nothing back."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            return True
        return "Origin" in request.headers and not self._verified(request)

    def _verified(self, request: HttpRequest) -> bool:
        return bool(self._origin_verified(request))  # type: ignore[attr-defined]  # Django's, not in its stubs


_check = _Check(lambda request: HttpResponse())


class KeepTyped:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.split("/")[1] not in OUTSIDE:
            if getattr(request, "htmx", False):
                response = _for_script(request, response)
            elif request.method == "POST":
                response = _answer(request, response)
            elif request.method == "GET":
                response = _page(request, response)
        whose.stamp(request, response)
        return response


def _answer(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to a form that was posted."""
    trouble = getattr(request, "csrf_refused", "") or (_trouble(request) if _to_sign_in(response) else "")
    if _check.of_elsewhere(request):
        return response
    if _to_sign_in(response) or (trouble and not request.user.is_authenticated and whose.stamped(request)):
        return _signed_out(request, response, trouble)
    if trouble:
        return _stale(request, response)
    if not _for_reader(request):
        return response
    if response.status_code in {301, 302, 303}:
        return _onward(request, response)
    if request.user.is_authenticated:
        kept.renew(request)
    if kept.is_newer(response):
        _forget_in_browser(request, response)
    return panels.with_texts(request, response)


def _no_view(request: HttpRequest) -> HttpResponse:
    """The check asks of a view only whether it is exempt."""
    return HttpResponse()


def _trouble(request: HttpRequest) -> str:
    """What the CSRF check says of a post that was turned away before it."""
    return str(_check.process_view(request, _no_view, (), {}) or "")


def _to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and urlsplit(response.headers["Location"]).path == resolve_url(
        settings.LOGIN_URL
    )


def _to_second_step(response: HttpResponse) -> bool:
    return response.status_code == 302 and urlsplit(response.headers["Location"]).path == reverse(
        "accounts:second_factor"
    )


def _for_reader(request: HttpRequest) -> bool:
    """Nobody is shown what was typed in a page of somebody else."""
    mark = whose.stamped(request)
    return not mark or mark == whose.mark_of(request.user)


def _signed_out(request: HttpRequest, response: HttpResponse, trouble: str) -> HttpResponse:
    """Kept for whoever the form belongs to; without that knowledge shown back at once, for copying."""
    mark = whose.stamped(request) or ("" if trouble else whose.last_here(request))
    page = kept.page_of(request)
    if found := kept.keep(request, mark=mark, page=page):
        messages.info(request, _("You were signed out. What you typed is kept: sign in and it is put back."))
        if found.files:
            messages.info(request, _("Files are not kept: you will have to choose them again."))
        return redirect_to_login(page)
    if not kept.typed(request):
        return redirect_to_login(page) if _to_sign_in(response) else response
    if "csrfmiddlewaretoken" not in request.POST:
        return response
    return panels.page(request, _("You were signed out"), status=403, sign_in=page)


def _stale(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The form is of before the last sign-in. Put back on a fresh page, for its own writer; sent by nobody but them."""
    mark, page = whose.stamped(request), kept.page_of(request)
    if mark and mark == whose.mark_of(request.user) and kept.keep(request, mark=mark, page=page):
        return HttpResponseRedirect(page)
    return panels.with_texts(request, response) if _for_reader(request) else response


def _onward(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Taken: forget it here and in the browser. Refused with a message: keep it for the page that says so."""
    mark = whose.mark_of(request.user)
    if _to_second_step(response):
        page = kept.page_of(request)
        kept.keep(request, mark=mark, page=page)
        return HttpResponseRedirect(f"{reverse('accounts:second_factor')}?{urlencode({'next': page})}")
    if _says_no(request):
        if kept.texts(kept.typed(request)):
            kept.keep(request, mark=mark, page=response.headers["Location"], refused=True)
        return response
    if request.user.is_authenticated:
        kept.drop(request, *(one.id for one in kept.mine(request) if one.is_of(request.get_full_path())))
    _forget_in_browser(request, response)
    return response


def _forget_in_browser(request: HttpRequest, response: HttpResponse) -> None:
    name = request.POST.get(SENT, "")
    if len(name) == 32 and name.isalnum():
        response.set_cookie(DONE, name, max_age=86_400, samesite="Lax", secure=settings.CSRF_COOKIE_SECURE)


def _says_no(request: HttpRequest) -> bool:
    """Whether this request has put an error among the messages for the next page."""
    queued = getattr(messages.get_messages(request), "_queued_messages", [])
    return any(message.level >= ERROR for message in queued)


def _page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A page on which something waits for its writer."""
    if not request.user.is_authenticated:
        return response
    for one in kept.mine(request):
        if not one.is_of(request.get_full_path()):
            continue
        if response.status_code in {301, 302}:
            target = response.headers["Location"]
            if url_has_allowed_host_and_scheme(target, None) and not (
                _to_sign_in(response) or _to_second_step(response)
            ):
                kept.move(request, one, target)
        elif panels.is_page(response):
            panels.put_back(request, response, one)
        elif response.status_code >= 400:
            kept.move(request, one, "/me/")
            return HttpResponseRedirect("/me/")
    return response


def _for_script(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A page that saves or draws itself is told that it is signed out; no other page is drawn inside it.

    What it saved is newer than what is kept of it.
    """
    refused = getattr(request, "csrf_refused", "") or _to_sign_in(response) or _to_second_step(response)
    if not refused:
        if SAVED in response.headers.get("HX-Trigger", "") and request.user.is_authenticated:
            kept.drop(request, *(one.id for one in kept.mine(request) if one.is_of(kept.page_of(request))))
        return response
    return HttpResponse(status=401, headers={"HX-Trigger": "signed-out", "HX-Reswap": "none"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW. The middleware above decides what happens to what was typed."""
    vars(request)["csrf_refused"] = escape(reason) or "refused"
    return render(request, "403_csrf.html", status=403)
