"""Whose form is it: a stamp in every form of a signed-in person's page, and the key to what their browser remembers."""

from __future__ import annotations

import base64
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

FIELD = "_whose"
COOKIE = "whose"
TOKEN = b'<input type="hidden" name="csrfmiddlewaretoken"'
_signer = Signer(salt="core.typed.whose")


def mark_of(user: Any) -> str:
    """A name for the person that tells nobody else who it is. Of nobody: ""."""
    return salted_hmac("core.typed.person", str(user.pk), algorithm="sha256").hexdigest()[:32] if user.pk else ""


def key_of(user: Any) -> str:
    """The key with which the person's browser seals what is not sent yet; it stands in this person's pages only."""
    return base64.b64encode(salted_hmac("core.typed.key", str(user.pk), algorithm="sha256").digest()).decode()


def stamped(request: HttpRequest) -> str:
    """The mark in the posted form; "" without one, or when we did not write it."""
    return _read(request.POST.get(FIELD, ""))


def last_here(request: HttpRequest) -> str:
    """The mark of who signed in last in this browser. Says whose a form was only where its CSRF token still holds."""
    return _read(request.COOKIES.get(COOKIE, ""))


def stamp(request: HttpRequest, response: HttpResponse) -> None:
    """Every form of the page says whose it is; the browser remembers who was here last."""
    user: Any = request.user
    html = not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
    if not html or not user.is_authenticated:
        return
    signed = _signer.sign(mark_of(user))
    response.content = response.content.replace(
        TOKEN, f'<input type="hidden" name="{FIELD}" value="{signed}">'.encode() + TOKEN
    )
    if request.COOKIES.get(COOKIE) != signed:
        response.set_cookie(
            COOKIE,
            signed,
            max_age=2 * settings.SESSION_COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def _read(signed: str) -> str:
    try:
        return _signer.unsign(signed)
    except BadSignature:
        return ""
