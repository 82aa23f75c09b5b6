"""A small OpenID Connect provider on the loopback: discovery, keys, PKCE, token, userinfo, signing out. Real keys."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, SECRET = "vijfsprong", "geheim-van-de-proef"
KID = "proef"


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing."""


class Provider:
    """`person` is who is signed in there: the claims that the provider tells of them.

    allowed: the scopes that it knows of us; asking any other is refused at once, as the Flemish one does. The rest are
    the ways in which an attacker's token differs from a right one.
    """

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.allowed: set[str] = {"openid", "profile", "email"}
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.asked: list[str] = []
        self.requests: list[dict[str, str]] = []  # what came to /authorize
        self.changes: dict[str, Any] = {}  # of the signed claims
        self.userinfo: dict[str, Any] | None = None  # instead of the person's
        self.sign: Callable[[dict[str, Any]], str] = self.signed
        self._codes: dict[str, tuple[dict[str, Any], dict[str, str]]] = {}
        self._server = make_server("127.0.0.1", 0, self.answer, handler_class=_Quiet)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def signed(self, body: dict[str, Any]) -> str:
        return jwt.encode(body, self.key, algorithm="RS256", headers={"kid": KID})

    def answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        self.asked.append(path)
        length = int(environ.get("CONTENT_LENGTH") or 0)
        sent = parse_qs(environ["wsgi.input"].read(length).decode() if length else environ.get("QUERY_STRING", ""))
        given = {name: values[0] for name, values in sent.items()}
        if path == "/authorize":
            start("302 Found", [("Location", self._authorize(given))])
            return [b""]
        told = self._json(path, given, environ)
        start("200 OK" if told is not None else "400 Bad Request", [("Content-Type", "application/json")])
        return [json.dumps(told if told is not None else {"error": "invalid_request"}).encode()]

    def _authorize(self, given: dict[str, str]) -> str:
        assert given["client_id"] == CLIENT_ID
        self.requests.append(given)
        back, state = given["redirect_uri"], given["state"]
        scope = set(given["scope"].split())
        if "openid" not in scope or scope - self.allowed:
            return back + "?" + urlencode({"error": "invalid_scope", "state": state})
        code = secrets.token_urlsafe()
        self._codes[code] = (dict(self.person), given)
        return back + "?" + urlencode({"code": code, "state": state})

    def _json(self, path: str, given: dict[str, str], environ: dict[str, Any]) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/jwks",
                "end_session_endpoint": f"{self.url}/logout",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [{**public, "kid": KID, "use": "sig"}]}  # without alg: it may be left out (RFC 7517 §4.4)
        if path == "/token":
            return self._token(given)
        if path == "/userinfo" and environ.get("HTTP_AUTHORIZATION", "").startswith("Bearer "):
            return self.person if self.userinfo is None else self.userinfo
        return None

    def _token(self, given: dict[str, str]) -> dict[str, Any] | None:
        claims, asked = self._codes.pop(given.get("code", ""), (None, {}))  # a code works once
        if claims is None or (given.get("client_id"), given.get("client_secret")) != (CLIENT_ID, SECRET):
            return None
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        if asked.get("code_challenge") != base64.urlsafe_b64encode(digest).decode().rstrip("="):
            return None
        now = int(time.time())
        told = {**claims, "iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": asked.get("nonce")}
        if not asked.get("acr_values"):
            told.pop("acr", None)  # told only to who asked (the Flemish one)
        body = {name: value for name, value in {**told, **self.changes}.items() if value is not None}
        return {
            "access_token": secrets.token_urlsafe(),
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self.sign(body),
        }
