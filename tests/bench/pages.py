"""Pages over real HTTP, one after another in turn, and how many queries each takes."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import Any

import requests

ROUNDS = 40
WARM_UP = 3
NEAR = 0.85  # of its limit: such a page, and the one beside it, are asked forty times more, so that noise fails none


@dataclass(frozen=True)
class Page:
    """kind: empty | list | dashboard | detail | deep (compared with the page named in `beside`)."""

    name: str
    kind: str
    who: str
    path: str
    beside: str = "empty"


LIMITS = {"empty": 1.0, "list": 3.5, "dashboard": 3.0, "detail": 4.0, "deep": 1.2, "pictures": 4.0}
QUERIES = {"empty": 3, "list": 10, "dashboard": 16, "detail": 20, "deep": 10, "pictures": 16}


def pages(seed: dict[str, Any]) -> list[Page]:
    desk, room, demo = "/p/schaal/", f"/c/{seed['company']}/", f"/c/{seed['demo_company']}/"
    crowded, large, guest = f"/c/{seed['crowded']}/", f"/c/{seed['large']}/", "?as=coach"
    return [
        Page("empty", "empty", "admin", "/p/leeg/documents/"),
        Page("applications", "list", "admin", desk + "applications/?view=all"),
        Page("applications, search", "list", "admin", desk + "applications/?view=all&q=bakkerij"),
        Page(
            "applications, middle",
            "deep",
            "admin",
            f"{desk}applications/?view=all&after={seed['deep']}",
            "applications",
        ),
        Page("trajectories", "list", "admin", desk + "trajectories/"),
        Page("trajectories, by company", "list", "admin", desk + "trajectories/?sort=company"),
        Page("trajectories, last page", "deep", "admin", desk + "trajectories/?page=20", "trajectories"),
        Page("workload", "list", "admin", desk + "coaches/"),
        Page("uptakes", "list", "admin", desk + "uptakes/"),
        Page("uptakes, search", "list", "admin", desk + "uptakes/?q=bakkerij"),
        Page("gatherings of the offer", "list", "admin", desk + "gatherings/"),
        Page("catalogue", "list", "admin", desk + "catalogue/"),
        Page("to judge", "list", "assessor", desk + "assessments/"),
        Page("release", "list", "admin", desk + "release/"),
        Page("coming reminders", "list", "admin", desk + "reminders/"),
        Page("budget", "list", "admin", desk + "money/"),
        Page("trajectories, search", "list", "admin", desk + "trajectories/?search=claes"),
        Page("applications, rare word", "list", "admin", desk + "applications/?view=all&q=004321"),
        Page("expenses", "list", "admin", desk + "expenses/"),
        Page("expenses, paid", "list", "admin", desk + "expenses/?state=approved"),
        Page("partners", "list", "admin", desk + "partners/"),
        Page("people", "list", "admin", desk + "people/"),
        Page("rounds", "list", "admin", desk + "rounds/"),
        Page("layers", "list", "admin", desk + "layers/"),
        Page("imports", "list", "admin", desk + "import/"),
        Page("documents of the programme", "list", "admin", desk + "documents/"),
        Page("catalogue, search", "list", "admin", desk + "catalogue/?q=004321"),
        Page("offer", "list", "admin", "/offer/"),
        Page("offer, one layer", "list", "admin", "/offer/?layer=3"),
        Page("offer, search", "list", "admin", "/offer/?q=004321"),
        Page("messages", "detail", "contact", room + "messages/"),
        Page("messages, thousands", "detail", "crowded_contact", crowded + "messages/"),
        Page("taken up by one company", "list", "crowded_contact", crowded + "offer/"),
        Page("mails to one person", "list", "crowded_contact", "/me/mails/"),
        Page("requests to one coach", "list", "crowded_coach", "/coach/requests/"),
        Page("partner", "detail", "partner", f"/partner/{seed['partner']}/"),
        Page("work units", "list", "crowded_contact", crowded + "work-units/"),
        Page("people of a company", "list", "crowded_contact", crowded + "people/"),
        Page("expenses of a company", "list", "contact", room + "expenses/"),
        Page("advice", "list", "contact", room + "advice/"),
        Page("plans", "list", "contact", room + "plans/"),
        Page("desk", "dashboard", "admin", desk),
        Page("portfolio of 40", "list", "coach", "/coach/"),
        Page("coaches", "list", "admin", "/coaches/"),
        Page("measures of 200", "list", "contact", room + "measures/"),
        Page("analyses", "list", "contact", room + "analyses/"),
        Page("documents", "list", "demo_contact", demo + "documents/"),
        Page("time line", "detail", "contact", room + "timeline/"),
        Page("funnel", "dashboard", "admin", desk + "funnel/"),
        Page("figures", "pictures", "admin", desk + "overview/"),
        Page("gathering of the offer", "detail", "admin", f"{desk}gatherings/{seed['gathering']}/"),
        Page("module", "detail", "contact", "/offer/affiches-pauze/"),
        Page("application file", "detail", "admin", f"{desk}applications/{seed['application']}/"),
        Page("trajectory file", "detail", "admin", f"{desk}trajectories/{seed['trajectory']}/"),
        Page("measure", "detail", "contact", f"{room}measures/{seed['measure']}/"),
        Page("analysis", "detail", "contact", f"{room}analyses/{seed['analysis']}/"),
        Page("workspace", "detail", "contact", room),
        Page("analyses of ten years", "list", "large_contact", large + "analyses/"),
        Page("plans of ten years", "list", "large_contact", large + "plans/"),
        Page("measures of ten years", "list", "large_contact", large + "measures/"),
        Page("tree of forty units", "list", "large_contact", large + "work-units/"),
        Page("analysis of 600 findings", "detail", "large_contact", f"{large}analyses/{seed['large_analysis']}/"),
        Page(
            "five-year plan on 600 findings", "detail", "large_contact", f"{large}plans/five-year/{seed['large_five']}/"
        ),
        Page("yearly plan of sixty", "detail", "large_contact", f"{large}plans/year/{seed['large_year']}/"),
        Page(
            "heat map of forty units", "detail", "large_contact", f"{large}analyses/{seed['large_analysis']}/heatmap/"
        ),
        Page("year wheel of ten years", "detail", "large_contact", large + "year/"),
        Page("workspace of ten years", "detail", "large_contact", large),
        Page("organisation", "detail", "large_contact", large + "company/"),
        Page("time line of ten years", "detail", "large_contact", large + "timeline/"),
        Page("500 mandates", "list", "adviser", "/coach/"),
        Page("dates of 500 files", "list", "adviser", "/coach/dates/"),
        Page("workspace, 500 mandates", "detail", "adviser", large + guest),
        Page("measures, 500 mandates", "list", "adviser", large + "measures/" + guest),
        Page("analyses, 500 mandates", "list", "adviser", large + "analyses/" + guest),
    ]


def ratio(page: Page, best: dict[str, float]) -> float:
    return best[page.name] / best[page.beside]


def fastest(base: str, asked: list[Page], sessions: dict[str, Any]) -> dict[str, float]:
    """Seconds of the quickest answer per page; those near their limit are asked again."""
    best = _quickest(base, asked, sessions)
    near = [page for page in asked if page.name != page.beside and ratio(page, best) > NEAR * LIMITS[page.kind]]
    besides = {page.beside for page in near} - {page.name for page in near}
    again = _quickest(base, near + [page for page in asked if page.name in besides], sessions)
    return {name: min(took, again.get(name, took)) for name, took in best.items()}


def _quickest(base: str, asked: list[Page], sessions: dict[str, Any]) -> dict[str, float]:
    """Seconds per page; pages take turns, so that all meet the same noise."""
    visitors = {who: visitor(key) for who, (key, _pk) in sessions.items()}
    best = {page.name: float("inf") for page in asked}
    for turn in range(WARM_UP + ROUNDS):
        for page in random.Random(turn).sample(asked, len(asked)):  # whose turn follows whose must not matter
            began = time.perf_counter()
            answer = visitors[page.who].get(base + page.path, timeout=60, allow_redirects=False)
            took = time.perf_counter() - began
            if answer.status_code != 200:
                raise SystemExit(f"{page.name}: {page.path} answers {answer.status_code}")
            if turn >= WARM_UP:
                best[page.name] = min(best[page.name], took)
    return best


def visitor(session_key: str) -> requests.Session:
    visitor = requests.Session()
    visitor.trust_env = False
    visitor.cookies.set("sessionid", session_key)
    visitor.cookies.set("django_language", "nl")
    return visitor


def query_counts(asked: list[Page], sessions: dict[str, Any]) -> dict[str, tuple[int, float]]:
    """Queries per page (BEGIN and COMMIT ask nothing), milliseconds of the slowest. Needs Django, set up with the web's login."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    found = {}
    for page in asked:
        client = Client()
        client.cookies["sessionid"] = sessions[page.who][0]
        client.get(page.path)  # warm
        with CaptureQueriesContext(connection) as seen:
            if client.get(page.path).status_code != 200:
                raise SystemExit(f"{page.name} does not open")
        asked_for = [query for query in seen.captured_queries if query["sql"] not in {"BEGIN", "COMMIT"}]
        found[page.name] = len(asked_for), max(float(query["time"]) for query in asked_for) * 1000
    return found
