"""Remakes static/img/help: the pictures of the help pages, in three languages. Needs `make run` (PORT) and Chromium.

make run                                       (in one terminal)
.venv/bin/python scripts/help_pictures.py      (in another)
"""

from __future__ import annotations

import io
import os

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from tour import BASE, FLAGS, ROOT  # sets Django up

from coaching.insight.demo.tour import PAGES, cookie_for  # noqa: E402

OUT = ROOT / "static" / "img" / "help"
SEEN, SHOWN = (1080, 600), (720, 400)  # what is taken of a page, and how large it is shown
QUALITY = 45
# Picture → whose page of the tour it shows, and which.
PICTURES = {
    "workspace": ("zaakvoerder", "workspace"),
    "apply": ("aanvrager", "apply-step"),
    "coaches": ("bakker", "choose-coach"),
    "sessions": ("zaakvoerder", "trajectory"),
    "heatmap": ("zaakvoerder", "heatmap"),
    "plans": ("zaakvoerder", "five-year-plan"),
    "portfolio": ("coach", "portfolio"),
    "desk": ("beheerder", "desk"),
    "file": ("beheerder", "file"),
    "score": ("beoordelaar", "to-judge"),
    "advice": ("werknemersbank", "advice"),
}


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    paths = {(who, name): path for who, name, path in PAGES()}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        for name, (who, page) in PICTURES.items():
            for language in ("nl", "fr", "en"):
                taken = take(browser, who, paths[who, page], language)
                Image.open(io.BytesIO(taken)).resize(SHOWN, Image.Resampling.LANCZOS).save(
                    OUT / f"{name}-{language}.webp", quality=QUALITY, method=6
                )
        browser.close()


def take(browser: Browser, who: str, path: str, language: str) -> bytes:
    """The upper part of what the page is about, without the header and the menu beside it."""
    context = browser.new_context(
        viewport={"width": 1400, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    context.add_cookies(
        [
            {"name": "django_language", "value": language, "url": BASE},
            {"name": "sessionid", "value": cookie_for(who), "url": BASE},
        ]
    )
    page = context.new_page()
    page.goto(f"{BASE}{path}", wait_until="networkidle")
    box = page.locator("main").bounding_box() or {"x": 0, "y": 0}
    width, height = SEEN
    shot = page.screenshot(full_page=True, clip={"x": box["x"], "y": box["y"], "width": width, "height": height})
    context.close()
    return shot


if __name__ == "__main__":
    main()
