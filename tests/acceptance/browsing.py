"""A person in front of a real browser. Words are asked of the catalogues, so that they may change."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.translation import gettext

from coaching.insight.demo.people import code_now
from tests.acceptance.cast import Role
from tests.patience import MILLISECONDS, until

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAVIGATE = {"timeout": MILLISECONDS, "wait_until": "load"}


def words(message: str, language: str = "nl") -> str:
    """What the page says for an English text of the code."""
    with translation.override(language):
        return str(gettext(message))


class Person:
    """One browser of its own: cookies, language, downloads. Fails on script errors and refused resources."""

    def __init__(self, browser: Any, base: str, role: Role) -> None:
        self.role, self.base = role, base
        self.context = browser.new_context(
            locale=f"{role.language}-BE",
            viewport={"width": 1280, "height": 900},
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.page = self.context.new_page()
        self.troubles: list[str] = []
        watch(self.page, self.troubles)

    def say(self, message: str) -> str:
        return words(message, self.role.language)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def text(self) -> str:
        return str(self.page.locator("main").inner_text())

    # -- Going somewhere ----------------------------------------------------------------------------------------
    def visit(self, address: str) -> None:
        """Type an address, or click a mail's link."""
        answer = self.page.goto(address if "://" in address else self.base + address, **NAVIGATE)
        assert answer and answer.status == 200, f"{self.role.name}: {address} → {answer and answer.status}\n{self.text}"

    def press(self, message: str, *, after: str = "", place: str = "main") -> None:
        """Press the button or link with this name and wait for the page after it. `after`: hidden words behind it."""
        name = f"{self.say(message)}{after}"
        found = self._named(name, place)
        with self.page.expect_navigation(**NAVIGATE) as navigation:
            found.click()
        answer = navigation.value
        assert answer is None or answer.status == 200, f"{name} → {answer.status}"

    def send(self, message: str) -> None:
        """Press a form's button; the form must be accepted."""
        self.press(message)
        problems = self.page.locator(".error-summary")
        assert problems.count() == 0, f"{self.role.name} at {self.path}: {problems.inner_text()}"

    def is_refused(self, message: str) -> str:
        """Press a form's button; the form must come back. Returns what it says is wrong."""
        self.press(message)
        problems = self.page.locator(".error-summary")
        assert problems.count() == 1, f"{self.role.name} at {self.path}: accepted"
        return str(problems.inner_text())

    def offers(self, message: str) -> bool:
        """Whether the page has this button or link."""
        return bool(self._both(self.say(message), "main").count())

    def _both(self, name: str, place: str) -> Any:
        inside = self.page.locator(place)
        exact = re.compile(rf"^\s*{re.escape(name)}\s*$")
        return inside.get_by_role("button", name=exact).or_(inside.get_by_role("link", name=exact))

    def _named(self, name: str, place: str) -> Any:
        found = self._both(name, place)
        if found.count() == 0:
            offered = self.page.locator("main a, main button").all_inner_texts()
            raise AssertionError(f"{self.role.name} at {self.path}: no “{name}”; there are {offered}")
        return found.first

    # -- Forms --------------------------------------------------------------------------------------------------
    def fill(self, **answers: Any) -> None:
        """Answer questions by the name of their field; each must have a label that one can read."""
        for name, value in answers.items():
            controls = self.page.locator(f'main [name="{name}"]:not([type="hidden"])')
            assert controls.count(), f"{self.role.name} at {self.path}: no field {name}"
            unlabelled = "all => all.filter(one => !one.labels.length && !one.ariaLabel).length"
            assert controls.evaluate_all(unlabelled) == 0, f"{name} at {self.path} has no label"
            self._answer(controls, value)

    def _answer(self, controls: Any, value: Any) -> None:
        first = controls.first
        kind = first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if kind in {"radio", "checkbox"} and not isinstance(value, bool):
            for one in value if isinstance(value, list) else [value]:
                controls.and_(self.page.locator(f'[value="{one}"]')).check()
        elif isinstance(value, bool):
            first.set_checked(value)
        elif kind == "select":
            first.select_option(str(value))
        elif isinstance(value, date):
            first.fill(value.isoformat() if kind == "date" else f"{value:%d/%m/%Y}")
        else:
            first.fill(str(value))

    def value(self, name: str) -> str:
        return str(self.page.locator(f'main [name="{name}"]').first.input_value())

    def send_twice(self) -> None:
        """The form of this page, twice at the same moment, past every help of the browser."""
        statuses = self.page.evaluate("""async () => {
            const form = document.querySelector("main form[method=post]");
            const send = () => fetch(form.action || location.href, {method: "POST", body: new FormData(form)});
            return (await Promise.all([send(), send()])).map(answer => answer.status);
        }""")
        assert statuses == [200, 200], statuses

    # -- Signing in ---------------------------------------------------------------------------------------------
    def sign_in(self) -> None:
        """Password, and the code of the app for who has one."""
        self.visit("/account/login/")
        self.fill(login=self.role.email, password=self.role.password)
        self.send("Sign in")
        if self.role.secret:
            self.fill(code=code_now(self.role.secret))
            self.send("Sign in")
        assert not self.path.startswith("/account/"), self.text

    # -- Documents ----------------------------------------------------------------------------------------------
    def download(self, list_path: str, kind: str) -> bytes:
        """The newest PDF of this kind (in words) from the list of documents, once the worker has made it."""
        row = self.page.locator("main tbody tr").filter(has=self.page.get_by_text(kind, exact=True)).first

        def made() -> int:
            self.visit(list_path)
            return int(row.get_by_text(words("ready", self.role.language), exact=True).count())

        until(made, lambda: f"no {kind} at {list_path}:\n{self.text}", every=0.5)
        with self.page.expect_download() as started:
            row.get_by_role("link").first.click()
        return Path(started.value.path()).read_bytes()


def watch(page: Any, troubles: list[str]) -> None:
    """Collect script errors, refused resources and whatever else the browser complains of."""
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on("console", lambda said: troubles.append(f"{page.url}: {said.text}") if said.type == "error" else None)


@contextmanager
def shown_when_it_fails(people: list[Person]) -> Iterator[None]:
    """Keep what everybody had on their screen when a test fails, and say where."""
    try:
        yield
    except BaseException:
        folder = Path(os.environ.get("ACCEPTANCE_DIR") or tempfile.mkdtemp(prefix="vs-acceptance-"))
        folder.mkdir(parents=True, exist_ok=True)
        for person in people:
            name = person.role.email.partition("@")[0]
            person.page.screenshot(path=folder / f"{name}.png", full_page=True)
            (folder / f"{name}.html").write_text(f"<!-- {person.page.url} -->\n{person.page.content()}")
        print(f"what was on the screens: {folder}")
        raise
