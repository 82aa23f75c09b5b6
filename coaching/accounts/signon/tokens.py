"""An id_token is believed when its signature, issuer, audience, moment, nonce and subject are right (OpenID Connect Core
1.0 §3.1.3.7). The sign-in library skips the signature of a token that it fetched itself; here it never is."""

from __future__ import annotations

import hmac
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
)  # no shared secrets, no none
MUST = ["iss", "sub", "aud", "exp", "iat"]
LEEWAY = 60  # seconds that the provider's clock and ours may differ


class NotBelieved(OAuth2Error):
    """What the provider sent does not prove who somebody is."""


def read_id_token(token: str, *, keys: dict[str, Any], issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """The claims of an id_token that was made for us, now, in answer to this very request. Raises NotBelieved."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(token, keys),
            algorithms=list(ALGORITHMS),
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": MUST},
        )
    except (jwt.PyJWTError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotBelieved(f"the id_token is refused: {error}") from error
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if claims.get("azp", client_id) != client_id or (len(audiences) > 1 and "azp" not in claims):
        raise NotBelieved("the id_token was made for another party")
    if not nonce or not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise NotBelieved("the id_token answers another request")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise NotBelieved("the id_token names nobody")
    return claims


def _key(token: str, keys: dict[str, Any]) -> Any:
    """The provider's public key that the token names; the only one where it names none. Never the key in a token."""
    known = [key for key in jwt.PyJWKSet.from_dict(keys).keys if key.public_key_use in (None, "sig")]
    named = jwt.get_unverified_header(token).get("kid")
    fitting = [key for key in known if key.key_id == named] if named else known
    if len(fitting) != 1:
        raise NotBelieved(f"the provider has no key {named!r}")
    return fitting[0].key
