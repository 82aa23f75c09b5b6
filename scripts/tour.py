"""Remakes docs/tour: each main page, per role, as people see it. Needs `make run` (PORT) and Chromium.

make run                 (in one terminal)
make tour                (in another; TOUR_DIR and LANG_CODE may be set)
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")
os.environ.setdefault("VIJFSPRONG_MODE", "demo")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ.setdefault("DATABASE_LOGIN", "w_worker")

from coaching.config import embedded  # noqa: E402

if "DATABASE_HOST" not in os.environ:
    os.environ.update(embedded.ensure())
import django  # noqa: E402

django.setup()

from playwright.sync_api import sync_playwright  # noqa: E402

from coaching.insight.demo.tour import PAGES, cookie_for  # noqa: E402

BASE = f"http://localhost:{os.environ.get('PORT', '8000')}"
OUT = Path(os.environ.get("TOUR_DIR", ROOT / "docs" / "tour"))
LOOKS = {"desktop-light": (1280, 900, "light"), "phone-dark": (390, 844, "dark")}
ALL_LOOKS = LOOKS | {"desktop-dark": (1280, 900, "dark"), "phone-light": (390, 844, "light")}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    looks = ALL_LOOKS if os.environ.get("ALL_LOOKS") else LOOKS
    only = os.environ.get("ONLY", "")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        for look, (width, height, scheme) in looks.items():
            for who, name, path in PAGES():
                if only and only not in f"{who or 'visitor'}-{name}":
                    continue
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
                )
                cookies = [{"name": "django_language", "value": os.environ.get("LANG_CODE", "nl"), "url": BASE}]
                if who:
                    cookies.append({"name": "sessionid", "value": cookie_for(who), "url": BASE})
                context.add_cookies(cookies)
                page = context.new_page()
                answer = page.goto(BASE + path)
                target = OUT / f"{who or 'visitor'}-{name}-{look}.jpg"
                page.screenshot(path=target, full_page=True, type="jpeg", quality=55)
                print(answer.status if answer else "?", target.name, page.title(), flush=True)
                context.close()
        browser.close()


if __name__ == "__main__":
    try:
        main()
    finally:
        embedded.stop()
