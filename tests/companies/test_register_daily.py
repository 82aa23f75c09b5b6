"""The register's next extract: found in a folder or fetched, in order; never without a setting; hostile archives."""

from __future__ import annotations

import base64
import ssl
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.conf import settings

from coaching.companies import periodic
from coaching.companies.models import RegisterEnterprise, RegisterExtract
from coaching.companies.queries import is_old, register_as_of
from coaching.companies.register import daily
from coaching.companies.register.loading import NotLoaded
from coaching.companies.tasks import take_in_register
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests.bench import extract
from tests.companies.test_register import FIRM, load, meta, write

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The operator's folder, with a full extract loaded before it was there."""
    first = tmp_path / "first"
    extract.write(first, 6)
    load(first)  # number 100
    folder = tmp_path / "inbox"
    folder.mkdir()
    monkeypatch.setattr(settings, "REGISTER_FOLDER", str(folder))
    return folder


def update(folder: Path, number: int, town: str) -> Path:
    """An update that moves one company."""
    folder.mkdir(parents=True)
    meta(folder, number, "update", f"{number - 98:02}-11-2026")
    write(folder, "address_delete.csv", "EntityNumber", (FIRM,))
    rows = (FIRM, "REGO", "", "", "9000", town, town, "Kaai", "Quai", "1", "", "", "")
    write(folder, "address_insert.csv", extract.HEADERS["address"], rows)
    return folder


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return path


def town() -> str:
    with system_context("test"):
        return str(RegisterEnterprise.objects.get(pk=FIRM.replace(".", "")).municipalities["nl"])


def test_nothing_is_looked_for_without_a_setting(monkeypatch, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr(take_in_register, "apply_async", lambda *args, **kwargs: asked.append(args))
    monkeypatch.setattr(settings, "REGISTER_FOLDER", "")
    assert settings.REGISTER_URL == ""
    with django_capture_on_commit_callbacks(execute=True):
        assert periodic.update_register(today=clock.today()) == {"asked": 0}
    assert asked == [] and daily.take_in() == 0


def test_a_morning_asks_a_worker_where_there_is_one(monkeypatch, inbox, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr(take_in_register, "delay_on_commit", lambda: asked.append(True))
    assert periodic.update_register(today=clock.today()) == {"asked": 1} and asked == [True]


def test_updates_are_taken_in_one_after_the_other(inbox):
    update(inbox / "later", 102, "Aalst")
    zipped(update(inbox.parent / "made", 101, "Gent"), inbox / "KboOpenData_0101_2026_11_Update.zip")
    update(inbox / "too-late", 105, "Ronse")
    take_in_register()
    with system_context("test"):
        assert sorted(RegisterExtract.objects.values_list("number", flat=True)) == [100, 101, 102]
    assert town() == "Aalst"
    assert daily.take_in() == 0  # the same folder again


def test_a_newer_full_extract_fills_a_gap(inbox):
    update(inbox / "too-late", 105, "Ronse")
    extract.write(inbox / "full", 5, number=104)
    assert daily.take_in() == 2
    assert town() == "Ronse"
    with system_context("test"):
        assert RegisterEnterprise.objects.count() == 5


def test_what_is_no_extract_is_left_alone(inbox, caplog):
    (inbox / "notes").mkdir()
    (inbox / "half.zip").write_bytes(b"PK\x03\x04 not whole")
    (inbox / "readme.txt").write_text("for people")
    assert daily.take_in() == 0 and "half.zip is no extract" in caplog.text


def damaged(path: Path, name: str) -> Path:
    """As after a bad copy: every name and place stands in it, but what was packed under `name` cannot be unpacked."""
    with zipfile.ZipFile(path) as archive:
        begins = archive.getinfo(name).header_offset + 30 + len(name)
    content = bytearray(path.read_bytes())
    content[begins : begins + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    return path


def test_a_damaged_archive_does_not_keep_the_next_one_out(inbox, caplog):
    damaged(zipped(update(inbox.parent / "bad", 101, "Brugge"), inbox / "bad.zip"), "meta.csv")
    update(inbox / "good", 101, "Gent")
    assert daily.take_in() == 1 and town() == "Gent"
    assert "bad.zip is no extract" in caplog.text


def test_what_cannot_be_unpacked_is_said(inbox, caplog):
    damaged(zipped(update(inbox.parent / "bad", 101, "Brugge"), inbox / "bad.zip"), "address_insert.csv")
    before = town()
    take_in_register()
    assert town() == before and "bad.zip cannot be unpacked" in caplog.text


def test_a_mistake_in_it_changes_nothing_and_is_said(inbox, caplog):
    folder = update(inbox / "wrong", 101, "Gent")
    write(folder, "enterprise_delete.csv", "EnterpriseNumber", ("0999.990.124",))
    before = town()
    take_in_register()
    assert town() == before and "the register was not brought up to date: 1 mistake" in caplog.text


def test_an_archive_leads_nowhere_else(inbox, tmp_path):
    """Names with a path are not taken out at all."""
    made = update(tmp_path / "made", 101, "Gent")
    path = inbox / "evil.zip"
    with zipfile.ZipFile(zipped(made, path), "a") as archive:
        archive.writestr("../escaped.csv", "x")
        archive.writestr("/tmp/escaped-register.csv", "x")
        archive.writestr("sub/enterprise_insert.csv", "x")
    target = tmp_path / "out"
    daily.unpack(path, target)
    assert {file.name for file in target.iterdir()} == {"meta.csv", "address_delete.csv", "address_insert.csv"}
    assert not (tmp_path / "escaped.csv").exists() and not Path("/tmp/escaped-register.csv").exists()


def test_an_archive_that_swells_is_refused(inbox, tmp_path, monkeypatch):
    monkeypatch.setattr(daily, "MOST_BYTES", 100_000)
    made = update(tmp_path / "made", 101, "Gent")
    (made / "code.csv").write_text("x" * 2_000_000)  # two kilobytes in the archive
    zipped(made, inbox / "swells.zip")
    with pytest.raises(NotLoaded, match="larger than an extract can be"):
        daily.take_in()


def test_a_folder_that_is_not_there_is_said(inbox, monkeypatch, caplog):
    monkeypatch.setattr(settings, "REGISTER_FOLDER", str(inbox / "nowhere"))
    take_in_register()
    assert "is not a folder" in caplog.text


HALF = b"5\r\nPK\x03\x04\x14\r\n400\r\n and no more"  # an answer in pieces, of which the last never comes


# -- Fetched ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def site(tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch):
    """A web server on this machine that has extract 101 for who has the password, and no other."""
    archive = zipped(update(tmp_path / "made", 101, "Gent"), tmp_path / "101.zip").read_bytes()
    served: dict[str, bytes] = {"/101.zip": archive}
    right = "Basic " + base64.b64encode(b"us:open-data").decode()
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - the library's name
            asked.append(self.path)
            body = served.get(self.path)
            status = 401 if self.headers.get("Authorization") != right else 200 if body else 404
            self.send_response(status)
            if body == HALF:
                self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(settings, "REGISTER_FOLDER", "")
    monkeypatch.setattr(settings, "REGISTER_URL", f"http://127.0.0.1:{server.server_port}/{{number}}.zip")
    monkeypatch.setattr(settings, "REGISTER_USER", "us")
    monkeypatch.setattr(settings, "REGISTER_PASSWORD", "open-data")
    yield served, asked
    server.shutdown()
    server.server_close()


def test_the_next_update_is_fetched_until_there_is_none(site):
    assert daily.take_in() == 1 and town() == "Gent"
    assert site[1] == ["/101.zip", "/102.zip"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"REGISTER_PASSWORD": "wrong"}, "answers 401"),
        ({"REGISTER_URL": "file:///etc/{number}"}, "must begin with https"),
        ({"PRODUCTION": True}, "must begin with https"),
        ({"REGISTER_URL": "http://127.0.0.1:9/{number}.zip"}, "does not answer"),
    ],
)
def test_an_address_that_does_not_serve_is_said(site, monkeypatch, change, words):
    for name, value in change.items():
        monkeypatch.setattr(settings, name, value)
    with pytest.raises(NotLoaded, match=words):
        daily.take_in()


@pytest.mark.parametrize("body", [b"<html>sign in</html>", b"PK\x05\x06" + b"\0" * 18])
def test_an_answer_that_is_no_extract_is_refused(site, body):
    site[0]["/101.zip"] = body
    with pytest.raises(NotLoaded, match="is not extract 101"):
        daily.take_in()


def test_an_answer_that_breaks_off_is_said(site, caplog):
    site[0]["/101.zip"] = HALF
    take_in_register()
    assert "REGISTER_URL does not answer: IncompleteRead" in caplog.text


def test_another_extract_than_was_asked_for_is_refused(site, tmp_path):
    site[0]["/101.zip"] = zipped(update(tmp_path / "other", 107, "Ronse"), tmp_path / "other.zip").read_bytes()
    with pytest.raises(NotLoaded, match="is not extract 101"):
        daily.take_in()


@pytest.fixture
def safely(site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The same over https, on a certificate that this process trusts; whatever is asked, it leads on to `leads["to"]`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]), datetime.now(UTC)
    own = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + DAY, [])
    signed = builder.add_extension(own, critical=False).sign(key, hashes.SHA256())
    file = tmp_path / "own.pem"
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(key.private_bytes(*plain) + signed.public_bytes(Encoding.PEM))
    leads = {"to": ""}

    class Leads(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - the library's name
            self.send_response(302)
            self.send_header("Location", leads["to"])
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Leads)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    plainly = settings.REGISTER_URL
    monkeypatch.setattr(settings, "REGISTER_URL", f"https://127.0.0.1:{server.server_port}/{{number}}.zip")
    yield leads, plainly
    server.shutdown()
    server.server_close()


def test_from_https_nobody_leads_on_to_less(safely, site):
    leads, plainly = safely
    leads["to"] = plainly.replace("{number}", "101")
    with pytest.raises(NotLoaded, match="leads on to http://, which is not followed"):
        daily.take_in()
    assert site[1] == []


def test_from_https_to_https_is_followed(safely):
    leads, _plainly = safely
    leads["to"] = "https://127.0.0.1:9/101.zip"
    with pytest.raises(NotLoaded, match="does not answer"):
        daily.take_in()


# -- Age -------------------------------------------------------------------------------------------------------------
def test_the_register_grows_old(inbox):
    with system_context("test"):
        day = register_as_of()
    assert day is not None and not is_old(None)
    for days, old in ((settings.REGISTER_OLD_AFTER_DAYS, False), (settings.REGISTER_OLD_AFTER_DAYS + 1, True)):
        with clock.at(day + timedelta(days=days)):
            assert is_old(day) is old


def test_staff_read_how_old_it_is(world, login, inbox):
    day = "2026-11-01"
    with system_context("test"):
        RegisterExtract.objects.update(dated=day)
    client = login(world.staff)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with clock.at(clock.today()):
        assert "The register as it was on" in client.get("/staff/").content.decode()
    with clock.at(clock.today() + timedelta(days=90)):
        assert "The enterprise register is old" in client.get("/staff/").content.decode()
