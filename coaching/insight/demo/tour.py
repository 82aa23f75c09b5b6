"""Which pages the tour shows, per demo person, and a session to see them with."""

from __future__ import annotations

import time
from typing import Any, TypeVar

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Model, QuerySet

from actionplans.models import AdviceRequest, AnnualActionPlan, GlobalPreventionPlan, PreventionMeasure
from coaching.accounts.models import User
from coaching.accounts.sessions import SessionStore
from coaching.coaches.models import Coach
from coaching.companies.models import Company
from coaching.core.tenancy.context import system_context
from coaching.insight.demo.people import PEOPLE
from coaching.programmes.models import Application, Assessment, LayerVersion, Partner
from coaching.trajectories.models import CoachRequest, Message, Trajectory
from modules.models import Gathering, Module, ModuleVersion
from riskanalysis.models import RiskAnalysis

Page = tuple[str, str, str]  # (key of the person or "", name, path)

M = TypeVar("M", bound=Model)


def _some(rows: QuerySet[M]) -> M:
    """One of them; the demo has some of each."""
    found = rows.first()
    assert found is not None
    return found


def cookie_for(key: str) -> str:
    """A session of a demo person."""
    return session_of(User.objects.get(email=PEOPLE[key].email))


def session_of(person: User) -> str:
    """The key of a session as signing in makes it, second factor passed. Demo mode only."""
    if settings.PRODUCTION:
        raise RuntimeError("no demo sessions in production")
    session, now = SessionStore(), time.time()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["account_authentication_methods"] = [
        {"method": "password", "at": now},
        {"method": "mfa", "type": "totp", "at": now},
    ]
    session.save()
    UserSession.objects.create(user=person, session_key=session.session_key, ip="127.0.0.1")
    return str(session.session_key)


def PAGES() -> list[Page]:  # noqa: N802 - a constant that needs the database
    """(person, name, path) of every main page, found in the loaded demo."""
    with system_context("tour"):
        story = Company.objects.get(enterprise_number="0999990123")
        harbour = Company.objects.get(name__startswith="Logistiek Haven")
        waiting = AdviceRequest.objects.filter(company=harbour).first()
        ids: dict[str, Any] = {
            "c": f"/c/{story.slug}",
            "h": f"/c/{harbour.slug}",
            "bakery": f"/c/{Company.objects.get(name__startswith='Bakkerij Claes').slug}",
            "wood": Company.objects.get(name__startswith="Houtzagerij"),
            "analysis": RiskAnalysis.objects.get(company=story).pk,
            "plan": GlobalPreventionPlan.objects.filter(company=story).latest("version_no").pk,
            "jap": AnnualActionPlan.objects.filter(company=story).latest("version_no").pk,
            "measure": _some(PreventionMeasure.objects.filter(company=story, code="A1")).pk,
            "advice_request": waiting.pk if waiting else "",
            "file": _some(Application.objects.filter(programme__slug="demo", state="in_review")).pk,
            "layer": LayerVersion.objects.get(programme__slug="demo", number=5, state="published").pk,
            "judged": _some(Assessment.objects.filter(programme__slug="demo")).application_id,
            "gathering": _some(Gathering.objects.filter(programme__slug="demo")).pk,
            "late": Trajectory.objects.filter(programme__slug="demo", escalated_at__isnull=False).first(),
            "request": CoachRequest.objects.filter(programme__slug="demo", state="open").first(),
            "text": _some(ModuleVersion.objects.filter(state="review")).pk,
            "begun": _some(ModuleVersion.objects.filter(state="draft")).pk,
            "kept": Module.objects.get(slug="affiches-pauze").pk,
            "draft": _some(Application.objects.filter(programme__slug="demo", state="draft")).pk,
        }
        ids["partner"] = _some(Partner.objects.filter(programme__slug="demo")).code
        ids["coach"] = Coach.objects.get(name=PEOPLE["coach"].name).slug
        talk = Message.objects.select_related("company").first()
        ids["talk"] = f"/c/{talk.company.slug}" if talk else ids["c"]
        wood_analysis = RiskAnalysis.objects.get(company=ids["wood"]).pk
    wood = f"/c/{ids['wood'].slug}"
    return [
        ("", "home", "/"),
        ("", "offer", "/offer/"),
        ("", "module", "/offer/webinar-kleine-ploeg/"),
        ("", "take", "/offer/affiches-pauze/take/"),
        ("", "coaches", "/coaches/"),
        ("", "contact", "/contact/"),
        ("", "privacy", "/privacy/"),
        ("", "accessibility", "/accessibility/"),
        ("", "sign-in", "/account/login/"),
        ("", "sign-up", "/account/signup/"),
        ("", "verify", "/verify/"),
        ("", "mailbox", "/mailbox/"),
        ("aanvrager", "apply-step", f"/apply/{ids['draft']}/workers/"),
        ("aanvrager", "apply-check", f"/apply/{ids['draft']}/check/"),
        ("aanvrager", "cluster", f"/apply/{ids['draft']}/cluster/"),
        ("coach", "absences", "/coach/absences/"),
        ("coach", "messages", f"{ids['talk']}/messages/?as=coach"),
        ("coach", "timeline", f"{ids['talk']}/timeline/?as=coach"),
        ("beheerder", "coach", f"/p/demo/coaches/{ids['coach']}/"),
        ("beheerder", "hand-over", f"/p/demo/coaches/{ids['coach']}/hand-over/"),
        ("zaakvoerder", "change-coach", f"{ids['c']}/coach/"),
        ("coach", "own-details", "/me/profile/"),
        ("bakker", "workspace", f"{ids['bakery']}/"),
        ("bakker", "choose-coach", f"{ids['bakery']}/coach/"),
        ("bakker", "people", f"{ids['bakery']}/people/"),
        ("bakker", "company", f"{ids['bakery']}/company/"),
        ("zaakvoerder", "me", "/me/?all=1"),
        ("zaakvoerder", "workspace", f"{ids['c']}/"),
        ("zaakvoerder", "trajectory", f"{ids['c']}/trajectory/"),
        ("zaakvoerder", "analysis", f"{ids['c']}/analyses/{ids['analysis']}/"),
        ("zaakvoerder", "heatmap", f"{ids['c']}/analyses/{ids['analysis']}/heatmap/"),
        ("zaakvoerder", "plans", f"{ids['c']}/plans/"),
        ("zaakvoerder", "five-year-plan", f"{ids['c']}/plans/five-year/{ids['plan']}/"),
        ("zaakvoerder", "yearly-plan", f"{ids['c']}/plans/year/{ids['jap']}/"),
        ("zaakvoerder", "measures", f"{ids['c']}/measures/"),
        ("zaakvoerder", "measure", f"{ids['c']}/measures/{ids['measure']}/"),
        ("zaakvoerder", "documents", f"{ids['c']}/documents/"),
        ("zaakvoerder", "advice", f"{ids['c']}/advice/"),
        ("werknemersbank", "advice-room", f"{ids['h']}/advice/"),
        ("werknemersbank", "advice", f"{ids['h']}/advice/{ids['advice_request']}/"),
        ("coach", "portfolio", "/coach/"),
        ("coach", "requests", "/coach/requests/"),
        ("coach", "profile", "/coach/profile/"),
        ("coach", "aspect", f"{wood}/analyses/{wood_analysis}/aspects/AOM/"),
        ("coach", "finding", f"{wood}/analyses/{wood_analysis}/findings/new/"),
        ("coach", "session", f"{wood}/sessions/new/"),
        ("beheerder", "desk", "/p/demo/"),
        ("beheerder", "applications", "/p/demo/applications/"),
        ("beheerder", "file", f"/p/demo/applications/{ids['file']}/"),
        ("beheerder", "trajectories", "/p/demo/trajectories/"),
        ("beheerder", "workload", "/p/demo/coaches/"),
        ("waarnemer", "desk", "/p/demo/"),
        ("platform", "staff", "/staff/"),
        ("beheerder", "layers", "/p/demo/layers/"),
        ("beheerder", "layer", f"/p/demo/layers/{ids['layer']}/"),
        ("beheerder", "rounds", "/p/demo/rounds/"),
        ("beheerder", "release", "/p/demo/release/"),
        ("beheerder", "scores", f"/p/demo/applications/{ids['judged']}/scores/"),
        ("beheerder", "assessors", f"/p/demo/applications/{ids['judged']}/assessors/"),
        ("beoordelaar", "to-judge", "/p/demo/assessments/"),
        ("beheerder", "money", "/p/demo/money/"),
        ("", "posters", "/offer/affiches-pauze/"),
        ("beheerder", "catalogue", "/p/demo/catalogue/"),
        ("beheerder", "catalogue-module", f"/p/demo/catalogue/{ids['kept']}/"),
        ("beheerder", "catalogue-text", f"/p/demo/catalogue/versions/{ids['text']}/"),
        ("beheerder", "catalogue-change", f"/p/demo/catalogue/versions/{ids['begun']}/about/"),
        ("beheerder", "poster", f"/p/demo/catalogue/versions/{ids['begun']}/poster/"),
        ("beheerder", "taken-up", "/p/demo/uptakes/"),
        ("beheerder", "gatherings", "/p/demo/gatherings/"),
        ("beheerder", "gathering", f"/p/demo/gatherings/{ids['gathering']}/"),
        ("beheerder", "reminders", "/p/demo/reminders/"),
        ("beheerder", "expenses", "/p/demo/expenses/"),
        ("coach", "expenses", f"{ids['c']}/expenses/"),
        ("beheerder", "import", "/p/demo/import/"),
        ("beheerder", "funnel", "/p/demo/funnel/"),
        ("beheerder", "figures", "/p/demo/overview/"),
        ("beheerder", "partners", "/p/demo/partners/"),
        ("partner", "reach", f"/partner/{ids['partner']}/"),
    ]
