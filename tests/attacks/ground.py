"""Every address of the product with ids of company a in it, and somebody of company a who may open it."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Iterator
from typing import Any

from django.apps import apps

from coaching.core.tenancy.context import system_context
from tests.consistency.routes import Route, own_routes

TABLES = {
    "riskanalysis:pk": "riskanalysis_riskanalysis",
    "finding": "riskanalysis_finding",
    "talk": "riskanalysis_consultation",
    "change": "riskanalysis_changecheck",
    "programmes:pk": "programmes_application",
    "core:pk": "core_document",
    "trajectory_id": "trajectories_trajectory",
    "request_id": "trajectories_coachrequest",
    "session_id": "trajectories_session",
    "invitation_id": "accounts_invitation",
    "remark_pk": "actionplans_remark",
    "note_pk": "actionplans_measurenote",
    "companies:pk": "companies_roleholder",
}
PLAN_PARTS = (
    ("/measures/<", "actionplans_preventionmeasure"),
    ("/objectives/<", "actionplans_objective"),
    ("five-year/", "actionplans_globalpreventionplan"),
    ("year/", "actionplans_annualactionplan"),
    ("advice/", "actionplans_bodyreview"),
)
YEAR_PARTS = (("withdraw/", "companies_datedone"), ("year/", "companies_owndate"))
WORDS = {
    "aspect": "AO",
    "verb": "approve",
    "step": "company",
    "code": "ABCD-EFGH",
    "token": "x" * 43,
    "slug": "concept",
    "part": "line",
    "kind": "own",
    "day": "2026-12-31",
}
PEOPLE = {
    "c": ("contact", "coach", "worker_bench", "secretary", "owner"),
    "p": ("admin", "assessor", "observer"),
    "coach": ("coach",),
    "me": ("contact",),
    "apply": ("contact",),
    "staff": ("contact",),
}


OPEN = {
    "riskanalysis_riskanalysis": ("riskanalysis.RiskAnalysis", "evaluating"),
    "actionplans_globalpreventionplan": ("actionplans.GlobalPreventionPlan", "draft"),
    "actionplans_annualactionplan": ("actionplans.AnnualActionPlan", "draft"),
}


def table_of(route: Route, parameter: str) -> str | None:
    """The table whose key stands in this place of the address."""
    if parameter == "unit_id":
        return "companies_establishmentunit" if "places" in route.path else "companies_workunit"
    app = route.name.split(":")[0]
    if app == "actionplans" and parameter == "pk":
        return next((table for part, table in PLAN_PARTS if part in route.path), None)
    if app == "companies" and parameter == "pk" and "/year/" in route.path:
        return next(table for part, table in YEAR_PARTS if part in route.path)
    return TABLES.get(parameter) or TABLES.get(f"{app}:{parameter}")


def address(route: Route, world: Any, made: dict[str, list[uuid.UUID]], letter: str = "a") -> str:
    """The route with everything filled in from `made`, in the place of company `letter`."""
    values: dict[str, Any] = {}
    for name, converter in route.parameters:
        if name in {"company", "programme"}:
            values[name] = getattr(world, f"{name}_{letter}").slug
        elif converter == "uuid":
            ids = made.get(table_of(route, name) or "", [])
            values[name] = ids[0] if ids else uuid.uuid4()
        elif converter == "int":
            values[name] = 1
        else:
            values[name] = world.coach_profile_a.slug if name == "coach" else WORDS.get(name, "x")
    return route.url(**values)


def addresses(world: Any, made: dict[str, dict[str, list[uuid.UUID]]]) -> Iterator[tuple[Route, str, str]]:
    """(route, address, who) for everything that can be asked for; `made`: as `enrich` gives it."""
    for route in own_routes():
        if route.name.startswith("core:") and "<uuid:pk>" in route.path:
            continue  # the rows of `enrich` have no file behind them
        for who in PEOPLE.get(route.area, ("contact",)):
            yield route, address(route, world, made["a"]), f"{who}_a"


def fields(page: str) -> list[str]:
    """Names of everything that can be filled in on a page."""
    names = re.findall(r"<(?:input|select|textarea)[^>]*?\sname=\"([^\"]+)\"", page)
    return sorted({html.unescape(name) for name in names} - {"csrfmiddlewaretoken"})


def open_for_editing(made: dict[str, Any]) -> None:
    """Analysis and plans of company a as drafts, so that their forms open."""
    with system_context("test fixture"):
        for table, (model, state) in OPEN.items():
            stamps = {"submitted_at": None} if "plan" in table else {"finalised_at": None}
            apps.get_model(model).objects.filter(pk__in=made["a"][table]).update(state=state, **stamps)
