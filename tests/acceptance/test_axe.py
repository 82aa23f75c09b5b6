"""Every main page, in every role, light and dark, on a desktop and on a small phone: what a machine can check of it.

No axe violation, nothing refused by the content security policy, no script error, no scrolling sideways at 320 px.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.acceptance.browsing import NAVIGATE, watch

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKS = {"light": (1280, 900), "dark": (320, 700)}  # the sizes change places in the second round
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def demo(product: Any) -> dict[str, Any]:
    """The demo in the product's database. Its mails and documents are not made: nobody reads them here."""
    elsewhere = product.environment["REDIS_URL"] + "?virtual_host=5"  # tasks that no worker takes
    product.run("manage.py", "load_demo", EMAIL_HOST="", REDIS_URL=elsewhere)
    found: dict[str, Any] = json.loads(product.run("-m", "tests.acceptance.seed", "pages"))
    return found


def check(page: Any, axe: Any, address: str, troubles: list[str]) -> list[str]:
    """Open one page; what is wrong with it, one line each."""
    troubles.clear()
    answer = page.goto(address, **NAVIGATE)
    if answer is None or answer.status != 200:
        return [f"status {answer and answer.status}"]
    found = list(troubles)
    for violation in axe.run(page).response["violations"]:
        nodes = [node["html"][:160] for node in violation["nodes"][:3]]
        found.append(f"{violation['id']}: {violation['help']} {nodes}")
    sideways = page.evaluate(WIDER)
    return found + ([f"{sideways} px too wide"] if sideways > 0 else [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 900), (320, 700)], ids=["desktop", "phone"])
def test_pages(product, chromium, demo, scheme, size):
    from axe_playwright_python.sync_playwright import Axe

    axe, problems, count = Axe(), [], 0
    for who in sorted({who for who, _, _ in demo["pages"]}):
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce",
            locale="nl-BE", bypass_csp=True,
        )  # fmt: skip
        cookies = [{"name": "django_language", "value": "nl", "url": product.base}]
        if who:
            cookies.append({"name": "sessionid", "value": demo["cookies"][who], "url": product.base})
        context.add_cookies(cookies)
        page, troubles = context.new_page(), []
        watch(page, troubles)
        for person, name, path in demo["pages"]:
            if person == who:
                wrong = check(page, axe, product.base + path, troubles)
                problems += [f"{who or 'visitor'} {name} {path}: {line}" for line in wrong]
                count += 1
        context.close()
    print(f"{count} pages checked, {scheme}, {size[0]} px wide")
    assert not problems, "\n".join(problems)
