"""What the chapters share: the people, the post, and the addresses they have come upon."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pypdf
from django.utils import timezone

from tests.acceptance import cast
from tests.acceptance.browsing import Person, words
from tests.smtp import Mail


def today() -> date:
    """As the product has it: the date in Belgium."""
    return timezone.localdate()


@dataclass
class Story:
    product: Any
    employer: Person
    administrator: Person
    coach: Person
    member: Person
    secretary: Person
    places: dict[str, str] = field(default_factory=dict)  # what → path

    @property
    def company(self) -> str:
        """Path of the company's workspace."""
        return self.places["company"]

    @property
    def everybody(self) -> list[Person]:
        return [self.employer, self.administrator, self.coach, self.member, self.secretary]

    def mail_to(self, reader: Person, button: str) -> Mail:
        """The next mail to somebody with this button, in the reader's own language."""
        label, language = words(button, reader.role.language), reader.role.language
        button_line = re.compile(re.escape(label) + r"\s?:\n")  # French puts a space before the colon
        mail: Mail = self.product.mails.take(reader.role.email, lambda mail: bool(button_line.search(mail.text)))
        assert mail.subject and f'lang="{language}"' in mail.html, mail.html[:300]
        assert mail.link.startswith(self.product.base) and f"lang={language}" in mail.link, mail.link
        assert label in mail.html
        return mail

    def open_mail(self, reader: Person, button: str) -> Mail:
        """The next mail with this button, and the page that its button opens."""
        mail = self.mail_to(reader, button)
        reader.visit(mail.link)
        return mail

    def pdf(self, reader: Person, kind: str) -> str:
        """The text of the newest document of this kind, opened as its reader does; it must be tagged."""
        content = reader.download(f"{self.company}documents/", words(kind, reader.role.language))
        opened = pypdf.PdfReader(io.BytesIO(content))
        assert "/StructTreeRoot" in opened.trailer["/Root"], f"{kind} is not tagged"
        return " ".join(" ".join(page.extract_text() for page in opened.pages).split())


def begin(product: Any, browser: Any) -> Story:
    """Everybody sits down at a browser of their own."""
    roles = (cast.EMPLOYER, cast.ADMINISTRATOR, cast.COACH, cast.MEMBER, cast.SECRETARY)
    return Story(product, *(Person(browser, product.base, role) for role in roles))
