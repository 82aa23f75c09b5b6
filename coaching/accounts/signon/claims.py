"""What we take from a provider's claims, and keep: as little as serves. Everything else is forgotten with the request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coaching.core.reading.codes import read_enterprise_number
from coaching.core.reading.said import Unclear

LONGEST_NAME = 150


def kept(claims: Mapping[str, Any], signed: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """What stands with the connected account. claims: all that was told; signed: those of the id_token alone.

    An address counts as confirmed when the provider says so with a real true: "true" and 1 are no proof. Two factors
    count when the operator named the very acr or amr, and the signed token holds it.
    """
    return {
        "iss": signed["iss"],
        "name": _name(claims),
        "email": str(claims.get("email") or "")[:254].lower(),
        "email_verified": claims.get("email_verified") is True,
        "two_factors": _two_factors(signed, settings),
        "organisation": _number(claims, settings.get("organisation_claim", "")),
        "organisation_name": _text(claims, settings.get("organisation_name_claim", ""))[:200],
        "represents": _number(claims, settings.get("representative_claim", "")),
    }


def _two_factors(signed: Mapping[str, Any], settings: Mapping[str, Any]) -> bool:
    methods = signed.get("amr")
    methods = {str(method) for method in methods} if isinstance(methods, list) else {str(methods or "")}
    wanted = settings.get("two_factor_amr", [])
    return str(signed.get("acr") or "") in settings.get("two_factor_acr", []) or bool(methods & set(wanted))


def _name(claims: Mapping[str, Any]) -> str:
    parts = " ".join(_text(claims, part) for part in ("given_name", "family_name"))
    return " ".join((_text(claims, "name") or parts).split())[:LONGEST_NAME]


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name, "") if name else ""
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _number(claims: Mapping[str, Any], name: str) -> str:
    """An enterprise number; "" for other codes (a school's, an entity of the Flemish government's)."""
    try:
        return read_enterprise_number(_text(claims, name))
    except Unclear:
        return ""
