"""Draws every kind of mail in three languages beside each other, as HTML and as plain text, to be looked at. Needs Chromium.

.venv/bin/python scripts/mail_sheets.py [OUT] [words of kinds]     (OUT: .local/mails)

What they say comes from `tests/core/mail/examples.py`; nothing is read from the database, nothing is sent.
"""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright
from tour import FLAGS, ROOT  # sets Django up

from coaching.accounts.emails import ACCOUNT_MAILS  # noqa: E402
from coaching.core.mail.mailbody import Letter, write  # noqa: E402
from coaching.core.mail.outbox import MAILS  # noqa: E402
from coaching.core.mail.waits import Urgent, Waits  # noqa: E402
from coaching.core.models import OutgoingEmail  # noqa: E402
from tests.core.mail.examples import COMMON, OWN  # noqa: E402

SIGN_IN = "account.message"  # one kind, many mails
LANGUAGES = ("nl", "fr", "en")
READER = "lieve.desmet@bakkerij.example"
NEWS = ("trajectories.message", "riskanalysis.final", "companies.left_body")
DATED = "trajectories.start.before"
WAITS = {"nl": "Kies een coach", "fr": "Choisissez un coach", "en": "Choose a coach"}
PILE = {"nl": "maatregelen te laat", "fr": "mesures en retard", "en": "measures late"}
COMPOSED = (
    "several pieces of news in one mail",
    "news with what waits",
    "news to somebody who never signed in",
    "a date to somebody who never signed in",
)
ON_ONE = 4  # kinds
WIDE = 560
LOOK = (
    "body{margin:0;font:14px sans-serif;background:#ccd}h2{margin:0;padding:6px 10px;background:#223;color:#fff}"
    f".row{{display:flex;gap:8px;padding:8px}}.row>*{{width:{WIDE}px;background:#fff}}iframe{{border:0;width:100%}}"
    "pre{white-space:pre-wrap;font:12px monospace;padding:8px;margin:0}.files{padding:4px 8px;color:#040}"
)
FIT = "for(const f of document.querySelectorAll('iframe'))f.style.height=f.contentDocument.documentElement.scrollHeight+'px'"


def letter(kind: str, language: str) -> Letter:
    """As it would be delivered to its reader."""
    kind, _sign, template = kind.partition(":")
    context = {**COMMON, **OWN.get(kind, {}), **({"template": template} if template else {})}
    row = OutgoingEmail(kind=kind, context=context, language=language, recipient_id=1)
    return write(row, READER, language)


def composed(language: str) -> dict[str, Letter]:
    """What delivery puts together of several rows: news of one day, what waits along with it, and how to sign in."""
    rows = [example(kind, language) for kind in NEWS]
    waits = Waits(
        [("3", PILE[language], "/c/bakkerij-de-korenaar/waits/")],
        [Urgent(WAITS[language], COMMON["company"], date(2026, 12, 15), "/c/bakkerij-de-korenaar/waits/")],
    )
    return {
        "several pieces of news in one mail": write(rows[0], READER, language, rows[1:]),
        "news with what waits": write(rows[0], READER, language, waits=waits),
        "news to somebody who never signed in": write(rows[0], READER, language, newcomer=True),
        "a date to somebody who never signed in": write(example(DATED, language), READER, language, newcomer=True),
    }


def example(kind: str, language: str) -> OutgoingEmail:
    context = {**COMMON, **OWN.get(kind, {})}
    news = kind in NEWS
    return OutgoingEmail(kind=kind, context=context, language=language, recipient_id=1, deadline_mail=not news)


def sheets(kinds: list[str], *, plain: bool) -> Iterator[str]:
    for at in range(0, len(kinds), ON_ONE):
        rows = "".join(row(kind, plain=plain) for kind in kinds[at : at + ON_ONE])
        yield f"<!doctype html><meta charset=utf-8><style>{LOOK}</style>{rows}"


def row(kind: str, *, plain: bool) -> str:
    made = [composed(one)[kind] if kind in COMPOSED else letter(kind, one) for one in LANGUAGES]
    return f"<h2>{kind}</h2><div class=row>{''.join(cell(one, plain=plain) for one in made)}</div>"


def cell(made: Letter, *, plain: bool) -> str:
    files = "".join(f"<div class=files>+ calendar: {method}</div>" for method, _file in made.calendar)
    if plain:
        return f"<div><pre><b>{html.escape(made.subject)}</b>\n\n{html.escape(made.text)}</pre>{files}</div>"
    return f'<div><iframe srcdoc="{html.escape(made.html)}"></iframe>{files}</div>'


def main() -> None:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".local" / "mails")
    out.mkdir(parents=True, exist_ok=True)
    words = sys.argv[2:]
    every = [
        *COMPOSED,
        *(kind for kind in MAILS if kind != SIGN_IN),
        *(f"{SIGN_IN}:{template}" for template in ACCOUNT_MAILS),
    ]
    kinds = sorted(kind for kind in every if not words or any(word in kind for word in words))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 3 * WIDE + 40, "height": 900})
        for look, plain in (("html", False), ("plain", True)):
            for number, sheet in enumerate(sheets(kinds, plain=plain), 1):
                page.set_content(sheet)
                page.evaluate(FIT)
                page.screenshot(path=out / f"{look}-{number:02}.png", full_page=True)
        browser.close()
    print(out)


if __name__ == "__main__":
    main()
