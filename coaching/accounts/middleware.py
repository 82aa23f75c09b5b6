"""Second factor for coaches, programme people and staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from coaching.core.ground.roles import SECOND_FACTOR_ROLES
from coaching.core.tenancy.workspace import Place

NEEDED = frozenset(role.value for role in SECOND_FACTOR_ROLES)
RECORDS, OWNER = "account_authentication_methods", "account_authentication_methods_user"


def has_second_factor(session: Any, user_id: int) -> bool:
    """Whether this session has passed a second step (or set one up): the sign-in library keeps a record of it there."""
    if str(session.get(OWNER, user_id)) != str(user_id):
        return False
    records = session.get(RECORDS) or []
    return any(record.get("method") == "mfa" for record in records)


class SecondFactorMiddleware:
    """Places that need a second step are closed to sessions without one.

    Hats cannot read the tables of second steps; the session knows.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        place: Place | None = getattr(request, "place", None)
        user = request.user
        if place and place.roles & NEEDED and user.is_authenticated and not has_second_factor(request.session, user.pk):
            back = request.get_full_path() if request.method == "GET" else request.path
            return HttpResponseRedirect(f"{reverse('accounts:second_factor')}?{urlencode({'next': back})}")
        return self.get_response(request)
