"""Who runs this installation, as its settings say it: for the footer, the public pages and security.txt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.translation import get_language


@dataclass(frozen=True)
class Operator:
    """What was filled in; "" where nothing was. name is the least: without it nobody is named at all."""

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    number: str = ""
    dpo: str = ""
    complaints: str = ""
    paid_by: str = ""

    @property
    def lines(self) -> list[str]:
        """The address, line by line."""
        return [line.strip() for line in self.address.split("|") if line.strip()]

    @property
    def call(self) -> str:
        """The telephone number as a link takes it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


def operator() -> Operator:
    """In the language of who reads, else in Dutch."""
    return _in((get_language() or "nl")[:2])


@cache
def _in(language: str) -> Operator:
    said = settings.OPERATOR
    return Operator(**{name: texts.get(language) or texts["nl"] for name, texts in said.items()})


forget = _in.cache_clear  # for tests that change the settings
