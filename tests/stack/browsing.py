"""Somebody with a browser, over real HTTP: cookies, the token of each form, redirects followed."""

from __future__ import annotations

import re
from html import unescape

import requests

from tests.patience import HANGS

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    def __init__(self, base: str, session_key: str = "") -> None:
        self.base, self.session = base, requests.Session()
        self.session.trust_env = False
        self.session.cookies.set("django_language", "nl")
        if session_key:
            self.session.cookies.set("sessionid", session_key)

    def close(self) -> None:
        self.session.close()

    def get(self, path: str) -> requests.Response:
        """The page, after redirects; fails on anything but 200."""
        answer = self.session.get(self.base + path, timeout=HANGS)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer

    def send(self, path: str, **fields: object) -> requests.Response:
        """Open the form, fill it in, send it. A form that comes back instead of a redirect is a failure."""
        page = self.get(path)
        fields["csrfmiddlewaretoken"] = self._token(page)
        hidden = re.search(r'name="version" value="(\d+)"', page.text)
        if hidden:
            fields.setdefault("version", hidden.group(1))
        answer = self.session.post(page.url, data=fields, timeout=HANGS)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        assert answer.history, f"{path} was not accepted:\n{_errors(answer.text)}"
        return answer

    def press(self, page: str, action: str, **fields: object) -> requests.Response:
        """A button on `page` that posts to `action`."""
        fields["csrfmiddlewaretoken"] = self._token(self.get(page))
        answer = self.session.post(self.base + action, data=fields, timeout=HANGS)
        assert answer.status_code == 200, f"{action}: {answer.status_code}"
        return answer

    def path(self, answer: requests.Response) -> str:
        """Where the browser is now."""
        return answer.url.removeprefix(self.base).split("?")[0]

    @staticmethod
    def _token(page: requests.Response) -> str:
        found = TOKEN.search(page.text)
        assert found, f"{page.url} has no form"
        return found.group(1)


def _errors(page: str) -> str:
    return "\n".join(unescape(text).strip() for text in re.findall(r'class="error[^>]*>([^<]+)', page)) or page[:500]


def links(page: str, pattern: str) -> list[str]:
    """Addresses on a page that match."""
    return re.findall(rf'href="({pattern})', unescape(page))
