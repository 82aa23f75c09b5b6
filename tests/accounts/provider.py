"""A small OpenID Connect provider on the loopback: discovery, keys, token and userinfo, with id_tokens signed RS256."""

from __future__ import annotations

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


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing."""


class Provider:
    """`person` is who is signed in there: the claims that the provider tells of them."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.asked: list[str] = []
        self.audience = CLIENT_ID
        self._codes: dict[str, dict[str, Any]] = {}
        self._server = make_server("127.0.0.1", 0, self.answer, handler_class=_Quiet)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

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
        assert given["client_id"] == CLIENT_ID and "openid" in given["scope"]
        code = secrets.token_urlsafe()
        self._codes[code] = dict(self.person)
        return given["redirect_uri"] + "?" + urlencode({"code": code, "state": given["state"]})

    def _json(self, path: str, given: dict[str, str], environ: dict[str, Any]) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return {"keys": [{**public, "kid": "proef", "alg": "RS256", "use": "sig"}]}
        if path == "/token":
            claims = self._codes.pop(given.get("code", ""), None)  # a code works once
            known = (given.get("client_id"), given.get("client_secret")) == (CLIENT_ID, SECRET)
            return self._token(claims) if claims and known else None
        if path == "/userinfo" and environ.get("HTTP_AUTHORIZATION", "").startswith("Bearer "):
            return self.person
        return None

    def _token(self, claims: dict[str, Any]) -> dict[str, Any]:
        now = int(time.time())
        body = {**claims, "iss": self.url, "aud": self.audience, "iat": now, "exp": now + 300}
        signed = jwt.encode(body, self.key, algorithm="RS256", headers={"kid": "proef"})
        return {"access_token": secrets.token_urlsafe(), "token_type": "Bearer", "expires_in": 300, "id_token": signed}
