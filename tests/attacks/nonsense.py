"""Malformed requests: every place of a request in which something can stand that is none."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from tests.consistency.routes import Route

# as they stand in an address: NUL, a lone surrogate, broken UTF-8, a far too long and an odd one
SEGMENTS = (
    "%00",
    "a%00b",
    "%ED%A0%80",
    "%FF%FE",
    "x" * 3000,
    "9" * 40,
    "-1",
    "%E2%80%AEgnp",
    "%D9%A3",
    "%0a%0d",
    "..%2f..%2fetc",
    "%F0%9F%92%A5",
    "'%20OR%201=1--",
    "%7B%7B7*7%7D%7D",
    "null",
    "%25s",
    "0",
    "00000000-0000-0000-0000-000000000000",
)
QUERIES = (
    "page",
    "as",
    "lang",
    "next",
    "q",
    "search",
    "sort",
    "state",
    "view",
    "before",
    "after",
    "from",
    "to",
    "at",
    "export",
    "layer",
    "theme",
    "programme",
    "step",
    "date",
    "id",
    "email",
    "key",
    "tab",
    "company",
    "coach",
    "kind",
    "language",
    "all",
    "year",
    "week",
    "about",
    "piece",
    "question",
    "replaces",
    "objective",
    "factor",
    "group",
    "role",
    "preset",
    "proposed",
    "list",
)
CODECS = (
    "utf-7",
    "utf-16",
    "rot13",
    "hex",
    "zlib",
    "bz2",
    "base64",
    "undefined",
    "idna",
    "punycode",
    "latin-1",
    "no-such",
    "",
)
COOKIES = (
    r'sessionid="\000abcdefghij"',
    "sessionid=" + "x" * 200,
    "sessionid=%00%ED%A0%80",
    r'vs="\355\240\200"; theme="\000"',
    r'django_language="\000"',
    "django_language=" + "x" * 3000,
    "csrftoken=\xff\xfe; messages=x:y",
    "=;;=;a",
    "sessionid=",
)
HEADERS: tuple[tuple[str, str], ...] = (
    ("HTTP_HOST", "kwaad.example"),
    ("HTTP_HOST", "["),
    ("HTTP_HOST", "localhost:x"),
    ("HTTP_HOST", ""),
    ("HTTP_HOST", "\xff"),
    ("HTTP_ACCEPT_LANGUAGE", "x" * 5000),
    ("HTTP_ACCEPT_LANGUAGE", "nl;q=\xff,\x00;q=9"),
    ("HTTP_ACCEPT_LANGUAGE", "-;q=,,"),
    ("HTTP_X_FORWARDED_FOR", "nergens, ::1%eth0"),
    ("HTTP_X_FORWARDED_HOST", "kwaad.example"),
    ("HTTP_X_FORWARDED_PROTO", "gopher"),
    ("HTTP_REFERER", "http://["),
    ("HTTP_REFERER", "\x00"),
    ("HTTP_ORIGIN", "null"),
    ("HTTP_USER_AGENT", "\x00"),
    ("HTTP_USER_AGENT", "\xff" * 4000),
    ("HTTP_HX_REQUEST", "\xff"),
    ("HTTP_HX_CURRENT_URL", "http://[::"),
    ("HTTP_HX_TRIGGER", "\x00"),
    ("HTTP_HX_TARGET", "x" * 4000),
    ("HTTP_HX_PROMPT_URI_AUTOENCODED", "true"),
    ("HTTP_IF_MODIFIED_SINCE", "gisteren"),
    ("HTTP_IF_MODIFIED_SINCE", "Mon, 99 Xxx 99999 99:99:99 GMT"),
    ("HTTP_IF_NONE_MATCH", "\xff"),
    ("HTTP_RANGE", "bytes=9-1,-"),
    ("HTTP_RANGE", "bytes=" + "9" * 50 + "-"),
    ("HTTP_ACCEPT", "\xff/*;q=x"),
    ("HTTP_X_CSRFTOKEN", "\xff"),
    ("HTTP_AUTHORIZATION", "Basic \xff"),
    ("CONTENT_LENGTH", "abc"),
    ("CONTENT_LENGTH", "-5"),
    ("CONTENT_LENGTH", "9" * 30),
)
METHODS = ("TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "get", "OPTIONS", "NONSENSE", "HEAD")
PART = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
FORM, MULTI = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
BODIES: tuple[tuple[str, bytes], ...] = (
    (FORM, b"a=%ff&b=%00&version=%ED%A0%80&reason=%00"),
    (FORM, b"\xff\xfe\x00"),
    (FORM, b"&".join([b"a=1"] * 2500)),
    (FORM, b"a" * 70_000 + b"=1&" + b"[" * 500 + b"=x&%00=1&form-TOTAL_FORMS=9e9&form-INITIAL_FORMS=-1"),
    (FORM, b"a=" + b"x" * 12_600_000),
    (FORM, b"=&&&=%"),
    ("application/json", b'{"a": "\\ud800"}'),
    ("application/json", b"{"),
    ("text/xml", b"<x/>"),
    ("", b"a=1"),
    ("/;;=", b"a=1"),
    (FORM, b"credential=%7B%7D"),
    (FORM, b'credential={"id":1,"response":[]}&code=%00'),
    (FORM, b"credential=[1]&login=%00@b.be&email=%00@b.be&password=%00"),
    ("multipart/form-data", PART % (b"a", b"", b"b")),
    ("multipart/form-data; boundary=", b""),
    ("multipart/form-data; boundary=\xe9", b"--\xe9\r\n"),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
    (MULTI, b"--x\r\n\r\n"),
    (MULTI, b"--x\r\nContent-Dispo"),
    (MULTI, PART % (b"a", b"", b"b")),
    (MULTI, b"--y\r\n\r\n--y--"),
    (MULTI, PART % (b"\x00", b"", b"\x00") + b"--x--"),
    (MULTI, PART % (b"file", b"; filename*=rot13''x", b"b") + b"--x--"),
    (MULTI, PART * 1500 % ((b"f", b"", b"b") * 1500)),
    (MULTI, PART % (b"file", b'; filename="\x00\xff/../.."\r\nContent-Transfer-Encoding: base64', b"!") + b"--x--"),
    (MULTI, PART % (b"file", b'; filename="a.pdf"\r\nContent-Type: x; charset=hex', b"%PDF-") + b"--x--"),
)


def _path(dice: random.Random, client: Any, url: str, route: Route) -> Any:
    """One segment of the address that the pattern leaves open is nonsense; sometimes one that it does not."""
    patterns, parts = route.path.split("/"), url.strip("/").split("/")
    open_ones = [n for n, part in enumerate(patterns) if "<" in part] or list(range(len(parts)))
    parts[dice.choice([n for n in open_ones if n < len(parts)] or [0])] = dice.choice(SEGMENTS)
    return client.get("/" + "/".join(parts) + ("/" if url.endswith("/") else ""))


def _query(dice: random.Random, client: Any, url: str, route: Route) -> Any:
    named = dice.sample(QUERIES, 4)
    return client.get(url + "?" + "&".join(f"{name}={dice.choice(SEGMENTS)}" for name in named))


def _cookie(dice: random.Random, client: Any, url: str, route: Route) -> Any:
    session = client.cookies["sessionid"].value if "sessionid" in client.cookies else ""
    odd = dice.choice(COOKIES)
    kept = odd if "sessionid" in odd else f"sessionid={session}; {odd}"
    return client.get(url, HTTP_COOKIE=kept)


def _header(dice: random.Random, client: Any, url: str, route: Route) -> Any:
    name, text = dice.choice(HEADERS)
    return client.post(url, {"a": "b"}, **{name: text}) if dice.random() < 0.3 else client.get(url, **{name: text})


def _charset(dice: random.Random, client: Any, url: str, route: Route) -> Any:
    kind = f"{dice.choice([FORM, MULTI, 'text/plain'])}; charset={dice.choice(CODECS)}"
    if dice.random() < 0.3:
        return client.generic("GET", url + "?q=a%2BADw-", b"x", kind)
    return client.generic("POST", url, PART % (b"a", b"", b"b") + b"--x--\r\n", kind)


def _body(dice: random.Random, client: Any, url: str, route: Route) -> Any:
    kind, body = dice.choice(BODIES)
    return client.generic("POST", url, body, kind)


def _method(dice: random.Random, client: Any, url: str, route: Route) -> Any:
    return client.generic(dice.choice(METHODS), url, b"")


KINDS: dict[str, Callable[[random.Random, Any, str, Route], Any]] = {
    "path": _path,
    "query": _query,
    "cookie": _cookie,
    "header": _header,
    "charset": _charset,
    "body": _body,
    "method": _method,
}


def library_routes() -> list[tuple[Route, str]]:
    """The sign-in library's own pages, with an address of each; signing out would end the walk."""
    from tests.consistency.routes import get_resolver, walk

    found = []
    for path, name, _pattern in walk(get_resolver()):
        if path.startswith("account/") and ":" not in name and "logout" not in path:
            path = re.sub(r"\(\?P(<\w+>)[^)]*\)|[\^$]", r"\1", path).replace("\\", "")
            found.append((Route(name, path, (), None, True), "/" + re.sub(r"<[^>]+>", "woord", path)))
    return found
