"""Malformed requests end in a page of ours, in the reader's language, before anything else reads them."""

from __future__ import annotations

import io

import pytest
from django.test import Client, RequestFactory

from coaching.core.screen import malformed
from coaching.core.screen.malformed import Request

FORM, MULTI = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
FIELD = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na@b.test\r\n'
TITLE = {"nl": "We begrepen dit niet", "fr": "Nous n’avons pas compris"}
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _requests_as_in_the_web_process(monkeypatch):
    """The test client makes requests of Django's own class."""
    monkeypatch.setattr("django.test.client.WSGIRequest", Request)


def ours(answer, status: int) -> bool:
    told = int(answer.headers.get("Content-Length", len(answer.content)))
    return answer.status_code == status and b"Vijfsprong" in answer.content and told == len(answer.content)


def refused(client):
    return client.generic("POST", LOGIN, b"login=a", f"{FORM}; charset=utf-7")


@pytest.mark.parametrize("address", ["/c/%00/", "/c/a%00b/people/", "/partner/%00/", "/p/%00/", "/offer/%00/", "/%00"])
def test_an_address_with_nul_is_of_nothing(world, login, address):
    assert ours(login(world.contact_a).get(address), 404)
    assert Client().get(address).status_code in {302, 404}


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "rot13", "hex", "zlib", "undefined", "latin-1", "no-such", ""])
def test_another_charset_than_utf_8_is_refused(db, charset):
    for kind, body in ((FORM, b"login=a"), (MULTI, FIELD + b"--x--")):
        assert ours(Client().generic("POST", LOGIN, body, f"{kind}; charset={charset}"), 400)
    assert ours(Client().generic("GET", "/offer/?q=a", b"x", f"text/plain; charset={charset}"), 400)


def test_utf_8_by_any_of_its_names_is_read(db):
    for charset in ("utf-8", "UTF-8", '"utf-8"', "utf8"):
        assert Client().generic("POST", LOGIN, b"login=a", f"{FORM}; charset={charset}").status_code == 200


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", FIELD),
        ("multipart/form-data; boundary=", FIELD),
        ("multipart/form-data; boundary=\xe9", FIELD),
        ("multipart/form-data; boundary=" + "x" * 300, FIELD),
    ],
)
def test_a_broken_boundary_is_refused(db, kind, body):
    assert ours(Client().generic("POST", LOGIN, body, kind), 400)


@pytest.mark.parametrize(
    "kind", ["boundary*=no-such''x", "boundary*=undefined''x", "charset=a\x00b", "a*0*=x'y; b*=\xff''"]
)
def test_a_content_type_that_cannot_be_read_breaks_nothing(db, kind):
    """Where the request itself is made: before every middleware, in the web process alone."""
    environ = RequestFactory().generic("POST", LOGIN, b"a=b", FORM).environ
    environ["CONTENT_TYPE"], environ["wsgi.input"], said = f"{FORM}; {kind}", io.BytesIO(b"a=b"), []
    answer = malformed.Handler()(environ, lambda status, headers: said.append(status))
    assert said[0][:3] in {"400", "403"} and b"Vijfsprong" in b"".join(answer)


def test_too_much_is_413(db):
    client = Client()
    assert ours(client.post(LOGIN, {f"f{n}": "x" for n in range(2500)}), 413)
    assert ours(client.get(LOGIN + "?" + "a&" * 2500), 413)
    assert ours(client.generic("POST", LOGIN, b"a=" + b"x" * 12_700_000, FORM), 413)
    for told in (malformed.MOST_BYTES + 1, 10**30):
        assert ours(client.generic("POST", LOGIN, b"a=b", FORM, CONTENT_LENGTH=str(told)), 413)


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PROPFIND", "NONSENSE"])
def test_other_methods_are_405(db, method):
    answer = Client().generic(method, LOGIN)
    assert ours(answer, 405) and "GET" in answer.headers["Allow"]


def test_a_view_that_takes_post_alone_shows_our_page_and_its_own_header(db):
    answer = Client().get("/theme")
    assert ours(answer, 405) and answer.headers["Allow"] == "POST"


def test_a_refusal_is_in_the_readers_language(db):
    for language, title in TITLE.items():
        reader = Client(headers={"accept-language": language})
        assert title in refused(reader).content.decode()
        cookie = Client()
        cookie.cookies["django_language"] = language
        assert title in refused(cookie).content.decode()


def test_a_refusal_carries_the_safety_headers(db):
    answer = refused(Client())
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_broken_cookie_is_as_none_and_the_others_still_count(world, login):
    client = login(world.contact_a)
    session = client.cookies["sessionid"].value
    assert Client(HTTP_COOKIE=r'sessionid="\000abcdefghijk"').get("/me/").status_code == 302
    good = Client(HTTP_COOKIE=rf'theme="\000"; django_language="\000"; sessionid={session}')
    assert good.get(f"/c/{world.company_a.slug}/company/").status_code == 200


def test_nul_in_a_query_is_as_nothing(world, login):
    client, page = login(world.contact_a), f"/c/{world.company_a.slug}/company/"
    assert client.get(page + "?as=%00&page=%00&%00=%00").status_code == 200
    assert b'value="brood"' in Client().get("/offer/?q=br%00ood").content


@pytest.mark.parametrize("header", ["HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_HX_TRIGGER", "CONTENT_TYPE"])
def test_nul_in_a_header_is_refused(db, header):
    assert ours(Client().get(LOGIN, **{header: "a\x00b"}), 400)
