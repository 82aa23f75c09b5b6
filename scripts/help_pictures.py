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
SHOWN = (720, 400)
QUALITY = 45
# Picture → whose page of the tour it shows, which, and the part from which on.
PICTURES = {
    "workspace": ("bakker", "workspace", "main"),
    "apply": ("aanvrager", "apply-step", "main"),
    "coaches": ("bakker", "choose-coach", "main"),
    "sessions": ("zaakvoerder", "trajectory", "main"),
    "heatmap": ("zaakvoerder", "heatmap", "main"),
    "plans": ("zaakvoerder", "five-year-plan", "main .table-wrap >> nth=0"),
    "portfolio": ("coach", "portfolio", "main"),
    "desk": ("beheerder", "desk", "main"),
    "file": ("beheerder", "file", "main"),
    "score": ("beoordelaar", "to-judge", "main"),
    "advice": ("werknemersbank", "advice", "main"),
}


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    paths = {(who, name): path for who, name, path in PAGES()}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        for name, (who, page, part) in PICTURES.items():
            for language in ("nl", "fr", "en"):
                taken = take(browser, who, paths[who, page], part, language)
                Image.open(io.BytesIO(taken)).resize(SHOWN, Image.Resampling.LANCZOS).save(
                    OUT / f"{name}-{language}.webp", quality=QUALITY, method=6
                )
        browser.close()


def take(browser: Browser, who: str, path: str, part: str, language: str) -> bytes:
    """The upper part of what the page is about, without the header and the menu beside it."""
    context = browser.new_context(
        viewport={"width": 1180, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    context.add_cookies(
        [
            {"name": "django_language", "value": language, "url": BASE},
            {"name": "sessionid", "value": cookie_for(who), "url": BASE},
        ]
    )
    page = context.new_page()
    page.goto(f"{BASE}{path}", wait_until="networkidle")
    across, down = page.locator("main").bounding_box(), page.locator(part).bounding_box()
    assert across and down
    height = across["width"] * SHOWN[1] / SHOWN[0]
    shot = page.screenshot(full_page=True, clip={**across, "y": down["y"], "height": height})
    context.close()
    return shot


if __name__ == "__main__":
    main()
