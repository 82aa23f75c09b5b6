"""One row that waits and one that just does not, per kind of waiting; made for both companies alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings

from coaching.accounts.models import ErasureRequest, Invitation
from coaching.companies.models import RegisterExtract
from coaching.core.ground import clock
from coaching.core.models import OutgoingEmail, Work
from coaching.insight.models import ImportRun
from coaching.programmes.models import Assessment
from coaching.trajectories.models import (
    CoachingSession,
    CoachRequest,
    ExpenseStatement,
    Message,
    PlannedSession,
    Trajectory,
)
from modules.editing.content import TEXTS
from modules.models import DateWish, Gathering, Module, ModuleUptake
from tests import factories
from tests.companies import scenes as files
from tests.insight import years_scenes as years
from tests.insight.waiting_plans import (
    analyses,
    five_year_plans,
    late_measures,
    late_plans,
    news,
    on_the_board,
    situations,
    to_adopt,
    to_advise,
    to_answer,
)
from tests.insight.waiting_rows import Scene, apply, days, keys, of, part_of, run
from tests.riskanalysis import scenes as changes


def questions(world: Any, letter: str) -> None:
    apply(world, letter, "info_requested", layer=4)
    apply(world, letter, "in_review", layer=3)


def stay(world: Any, letter: str) -> None:
    year_ago = clock.add_months(clock.today(), -12)
    apply(world, letter, "waitlisted", layer=4, waitlisted_on=year_ago)
    apply(world, letter, "waitlisted", layer=3, waitlisted_on=year_ago + timedelta(days=1))


def to_erase(world: Any, letter: str) -> None:
    """Of the whole installation: one waits, whatever the letter; one was answered, one taken back."""
    now = clock.now()
    if letter == "a":
        ErasureRequest.objects.create(person_id=world.contact_a.pk)
        ErasureRequest.objects.create(person_id=world.coach_a.pk, withdrawn_at=now)
        ErasureRequest.objects.create(
            person_id=world.owner_a.pk, answer="refused", answered_at=now, answered_by_id=world.staff.pk
        )


def to_decide(world: Any, letter: str) -> None:
    apply(world, letter, "submitted", layer=4)
    apply(world, letter, "info_requested", layer=3)


def to_release(world: Any, letter: str) -> None:
    proposed = {"proposed_verb": "approve", "proposed_at": clock.now()}
    apply(world, letter, "in_review", layer=4, **proposed)
    apply(world, letter, "in_review", layer=3)
    apply(world, letter, "rejected", layer=2, **proposed)


def to_judge(world: Any, letter: str) -> None:
    for number, more in enumerate(({}, {"recused_at": clock.now()}, {"submitted_at": clock.now(), "total": 50})):
        file = apply(world, letter, "in_review", layer=4 - number)
        own = {"programme": file.programme, "company": file.company, "due_on": days(3), **more}
        Assessment.objects.create(application=file, assessor_id=of(world, "assessor", letter).pk, **own)


def choose_coach(world: Any, letter: str) -> None:
    run(world, letter, "awaiting_coach")
    run(world, letter, "coach_requested")


def _asked(world: Any, letter: str, due: int, **fields: Any) -> Trajectory:
    made = run(world, letter, "coach_requested", **fields)
    CoachRequest.objects.create(coach=of(world, "coach_profile", letter), answer_due_on=days(due), **part_of(made))
    return made


def coach_silent(world: Any, letter: str) -> None:
    _asked(world, letter, -1)
    _asked(world, letter, 0)


def first_session(world: Any, letter: str) -> None:
    run(world, letter, "coach_accepted")
    run(world, letter, "on_hold", state_before_hold="coach_accepted")


def _session(world: Any, letter: str, **fields: Any) -> None:
    CoachingSession.objects.create(kind="intake", hours=2, held_on=days(-1), **{**keys(world, letter), **fields})


def to_confirm(world: Any, letter: str) -> None:
    _session(world, letter)
    _session(world, letter, objection="Te lang")
    stopped = run(world, letter, "stopped", stopped_at=clock.now())
    _session(world, letter, **part_of(stopped))


def _planned(world: Any, letter: str, state: str, day: int, **fields: Any) -> PlannedSession:
    begins = clock.now() + timedelta(days=day)
    slot = [begins.isoformat(), (begins + timedelta(minutes=30)).isoformat()]
    agreed = (
        {} if state in {"proposed", "declined"} else {"starts_at": begins, "ends_at": begins + timedelta(minutes=30)}
    )
    own = {"kind": "intake", "options": [slot], "answer_by": begins.date(), "state": state}
    return PlannedSession.objects.create(**own, **agreed, **{**keys(world, letter), **fields})


def to_choose_date(world: Any, letter: str) -> None:
    for state in ("proposed", "declined", "agreed"):
        _planned(world, letter, state, 3)


def to_log(world: Any, letter: str) -> None:
    _planned(world, letter, "agreed", -1)
    _planned(world, letter, "agreed", 0)
    _planned(world, letter, "cancelled", -2)
    stopped = run(world, letter, "stopped", stopped_at=clock.now())
    _planned(world, letter, "agreed", -1, **part_of(stopped))


def objected(world: Any, letter: str) -> None:
    _session(world, letter, objection="Te lang")
    _session(world, letter)


def unread(world: Any, letter: str) -> None:
    coach, contact = of(world, "coach", letter), of(world, "contact", letter)
    Message.objects.create(author_id=coach.pk, text="Nieuw", **keys(world, letter))
    Message.objects.create(author_id=coach.pk, text="Intern", is_internal=True, **keys(world, letter))
    Message.objects.create(author_id=coach.pk, text="", removed_at=clock.now(), **keys(world, letter))
    Message.objects.create(author_id=contact.pk, text="Van haarzelf", **keys(world, letter))


def conversations(world: Any, letter: str) -> None:
    contact, coach = of(world, "contact", letter), of(world, "coach", letter)
    for text in ("Eén", "Twee"):
        Message.objects.create(author_id=contact.pk, text=text, **keys(world, letter))
    other = run(world, letter, "started", company=factories.company())
    Message.objects.create(author_id=coach.pk, text="Van de coach", **part_of(other))


def requests(world: Any, letter: str) -> None:
    _asked(world, letter, 4)
    answered = {"state": "declined", "answered_at": clock.now(), "answer_due_on": days(4)}
    CoachRequest.objects.create(coach=of(world, "coach_profile", letter), **answered, **keys(world, letter))


def stalled(world: Any, letter: str) -> None:
    Trajectory.objects.filter(pk=of(world, "trajectory", letter).pk).update(last_session_on=days(-45))
    run(world, letter, "started", approved_on=days(-60), last_session_on=days(-44))
    run(world, letter, "on_hold", state_before_hold="started", approved_on=days(-90))


def reports(world: Any, letter: str) -> None:
    run(world, letter, "evaluation")
    run(world, letter, "evaluation", final_report="Klaar.")


def expenses(world: Any, letter: str) -> None:
    sums = {"hours": 2, "paid_hours": 2, "subsidy_eur": 10, "company_share_eur": 0, **keys(world, letter)}
    ExpenseStatement.objects.create(number=1, **sums)
    ExpenseStatement.objects.create(number=2, state="approved", settled_at=clock.now(), **sums)


def past_start(world: Any, letter: str) -> None:
    late, today = run(world, letter, "awaiting_coach"), run(world, letter, "awaiting_coach")
    Trajectory.objects.filter(pk=late.pk).update(start_due_on=days(-1))
    Trajectory.objects.filter(pk=today.pk).update(start_due_on=days(0))


def unanswered(world: Any, letter: str) -> None:
    _asked(world, letter, 2)
    _asked(world, letter, 3)


def coach_wanted(world: Any, letter: str) -> None:
    run(world, letter, "awaiting_coach", coach_wanted_at=clock.now())
    run(world, letter, "awaiting_coach")


def to_close(world: Any, letter: str) -> None:
    run(world, letter, "evaluation", final_report="Klaar.")
    run(world, letter, "evaluation")


def mails(world: Any, letter: str) -> None:
    own = {"kind": "x.y", "recipient_id": of(world, "contact", letter).pk, **keys(world, letter)}
    for state in ("failed", "queued"):
        OutgoingEmail.objects.create(state=state, dedupe_key=f"{letter}:{state}", **own)
    old = OutgoingEmail.objects.create(state="failed", dedupe_key=f"{letter}:old", **own)
    OutgoingEmail.objects.filter(pk=old.pk).update(created_at=clock.now() - timedelta(days=32))


def imports(world: Any, letter: str) -> None:
    own: dict[str, Any] = {"programme": of(world, "programme", letter), "finished_at": clock.now(), "sha256": "x" * 64}
    for number, (name, state) in enumerate((("mis.csv", "failed"), ("goed.csv", "done"), ("weer.csv", "look"))):
        moment = clock.now() - timedelta(hours=3 - number)
        written = 3 if state == "done" else 0
        ImportRun.objects.create(
            file_name=name,
            state=state,
            written=written,
            created_at=moment,
            form_token=factories.company().pk,
            **own,
        )


def dates(world: Any, letter: str) -> None:
    """Wanted; with a date already; told already; nobody asked."""
    programme, contact = of(world, "programme", letter), of(world, "contact", letter)
    texts = {name: dict.fromkeys(("nl", "fr", "en"), "x") for name in TEXTS}
    for name in ("wanted", "dated", "told", "quiet"):
        own = {"slug": f"{name}-{letter}", "keeper": programme, "state": "published", "layer": 3, "by_date": True}
        module = Module.objects.create(**own, **texts)
        if name != "quiet":
            told = clock.now() if name == "told" else None
            DateWish.objects.create(module=module, applicant=contact, told_at=told)
        if name == "dated":
            soon = clock.now() + timedelta(days=3)
            Gathering.objects.create(programme=programme, module=module, starts_at=soon, place="Gent")


def _invited(world: Any, letter: str, place: dict[str, Any], role: str) -> None:
    own = {"role": role, "invited_by_id": of(world, "contact", letter).pk, **place}
    ends = {"oud": {"expires_at": clock.now() - timedelta(days=2)}, "open": {"expires_at": clock.now()}}
    ends["in"] = {**ends["oud"], "accepted_at": clock.now()}
    ends["weg"] = {**ends["oud"], "revoked_at": clock.now()}
    for name, moments in ends.items():
        mail = f"{name}.{letter}@example.org"
        Invitation.objects.create(email=mail, token_digest=f"{mail}:{role}".ljust(64, "x")[:64], **own, **moments)


def company_invitations(world: Any, letter: str) -> None:
    _invited(world, letter, {"company_id": of(world, "company", letter).pk}, "contact")


def programme_invitations(world: Any, letter: str) -> None:
    _invited(world, letter, {"programme_id": of(world, "programme", letter).pk}, "assessor")


def without_keeper(world: Any, letter: str) -> None:
    programme = of(world, "programme", letter)
    said = {name: {"nl": "Pauze", "fr": "Pause", "en": "Break"} for name in TEXTS}
    for name, keeper in (("vrij", None), ("bewaard", programme), ("ongebruikt", None)):
        module = Module.objects.create(slug=f"{name}-{letter}", state="published", layer=1, keeper=keeper, **said)
        if name != "ongebruikt":
            whose = {"company_name": name, "contact_name": "N", "email": f"{name}.{letter}@example.org"}
            ModuleUptake.objects.create(
                programme=programme, module=module, layer=1, token_digest=f"{name}-{letter}", **whose
            )


def all_mails(world: Any, letter: str) -> None:
    """Of the whole installation: made once, whatever the letter."""
    if letter == "a":
        mails(world, "a")
        OutgoingEmail.objects.filter(dedupe_key="a:old").update(state="cancelled")


def given_up(world: Any, letter: str) -> None:
    if letter == "a":
        own = {"kind": "programmes.run_bulk_job", "state": "failed", "reason": "unexpected", "failed_at": clock.now()}
        Work.objects.create(subject_id=of(world, "programme", letter).pk, **own)
        Work.objects.create(subject_id=of(world, "company", letter).pk, settled_at=clock.now(), **own)


def unattended(world: Any, letter: str) -> None:
    if letter == "a":
        factories.programme("Zonder beheerder")


def register(world: Any, letter: str) -> None:
    """The newest extract counts, by the day whose state it shows: an older one beside it does not."""
    if letter == "a":
        old = clock.today() - timedelta(days=settings.REGISTER_OLD_AFTER_DAYS + 1)
        RegisterExtract.objects.create(dated=old)
        RegisterExtract.objects.create(dated=old - timedelta(days=30))


SCENES: dict[str, Scene] = {
    "programmes.questions": Scene("contact", "adviser", questions),
    "programmes.stay": Scene("contact", "adviser", stay),
    "programmes.to_decide": Scene("admin", "assessor", to_decide),
    "programmes.to_release": Scene("admin", "assessor", to_release),
    "programmes.to_judge": Scene("assessor", "observer", to_judge),
    "trajectories.choose_coach": Scene("contact", "adviser", choose_coach),
    "trajectories.coach_silent": Scene("contact", "adviser", coach_silent),
    "trajectories.first_session": Scene("contact", "coach", first_session),
    "trajectories.to_choose_date": Scene("contact", "adviser", to_choose_date),
    "trajectories.to_log": Scene("coach", "", to_log),
    "trajectories.to_confirm": Scene("contact", "coach", to_confirm),
    "trajectories.unread": Scene("contact", "worker_bench", unread),
    "trajectories.requests": Scene("coach", "", requests),
    "trajectories.to_start": Scene("coach", "", first_session),
    "trajectories.conversations": Scene("coach", "", conversations),
    "trajectories.objected": Scene("coach", "", objected),
    "trajectories.stalled": Scene("coach", "", stalled),
    "trajectories.reports": Scene("coach", "", reports),
    "trajectories.expenses": Scene("admin", "assessor", expenses),
    "trajectories.past_start": Scene("admin", "assessor", past_start),
    "trajectories.unanswered": Scene("admin", "observer", unanswered),
    "trajectories.coach_wanted": Scene("admin", "observer", coach_wanted),
    "trajectories.to_close": Scene("admin", "assessor", to_close),
    "actionplans.plans": Scene("contact", "owner", late_plans),
    "actionplans.five_year_plans": Scene("contact", "worker_bench", five_year_plans),
    "actionplans.to_answer": Scene("contact", "colleague", to_answer),
    "actionplans.to_adopt": Scene("contact", "colleague", to_adopt),
    "actionplans.to_advise": Scene("worker_bench", "contact", to_advise),
    "actionplans.news": Scene("worker_bench", "contact", news),
    "actionplans.late": Scene("contact", "worker_bench", late_measures),
    "actionplans.plans_of_companies": Scene("coach", "", late_plans),
    "actionplans.late_of_companies": Scene("coach", "", late_measures),
    "actionplans.years_to_make": Scene("contact", "owner", years.to_make),
    "actionplans.years_to_evaluate": Scene("contact", "owner", years.to_evaluate),
    "actionplans.years_to_close": Scene("contact", "colleague", years.to_close),
    "actionplans.plans_to_renew": Scene("contact", "owner", years.to_renew),
    "actionplans.years_to_make_of_companies": Scene("coach", "", years.to_make),
    "actionplans.years_to_evaluate_of_companies": Scene("coach", "", years.to_evaluate),
    "actionplans.plans_to_renew_of_companies": Scene("coach", "", years.to_renew),
    "modules.dates": Scene("admin", "assessor", dates),
    "insight.mails": Scene("admin", "assessor", mails),
    "insight.imports": Scene("admin", "assessor", imports),
    "insight.all_mails": Scene("staff", "", all_mails),
    "insight.given_up": Scene("staff", "", given_up),
    "insight.unattended": Scene("staff", "", unattended),
    "insight.register": Scene("staff", "", register),
    "insight.to_erase": Scene("staff", "", to_erase),
    "riskanalysis.to_discuss": Scene("contact", "worker_bench", analyses("draft_report", "evaluating", "consulted")),
    "riskanalysis.to_finalise": Scene("contact", "colleague", analyses("consulted", "draft_report", "final")),
    "riskanalysis.to_decide_about": Scene("contact", "colleague", situations),
    "riskanalysis.planned": Scene("contact", "worker_bench", on_the_board),
    "riskanalysis.to_read": Scene("worker_bench", "contact", analyses("draft_report", "evaluating")),
    "riskanalysis.of_companies": Scene("coach", "", analyses("evaluating", "scoping", "consulted")),
    "riskanalysis.opened_by_change": Scene(
        "contact", "worker_bench", changes.opened(("scoping", 30), ("evaluating", 30), ("final", 30))
    ),
    "riskanalysis.change_comes": Scene(
        "contact", "worker_bench", changes.opened(("collecting", 14), ("evaluating", 15), ("scoping", 3), ("final", 3))
    ),
    "riskanalysis.reorganised": Scene("contact", "worker_bench", changes.reorganised),
    "riskanalysis.opened_in_companies": Scene("coach", "", changes.of_companies),
    "companies.dates": Scene("contact", "worker_bench", files.near_dates),
    "companies.dates_of_companies": Scene("coach", "", files.near_dates),
    "companies.advice_to_give": Scene("adviser", "contact", files.advice_to_give),
    "companies.advice_late": Scene("contact", "worker_bench", files.advice_late),
    "companies.advice_of_companies": Scene("guest", "coach", files.advice_from_outside),
    "companies.asking": Scene("contact", "adviser", files.asking),
    "companies.unproved": Scene("contact", "adviser", files.unproved),
    "companies.to_settle": Scene("staff", "", files.to_settle),
    "companies.letters": Scene("staff", "", files.letters),
    "companies.invitations": Scene("contact", "adviser", company_invitations),
    "programmes.invitations": Scene("admin", "assessor", programme_invitations),
    "modules.without_keeper": Scene("admin", "assessor", without_keeper),
}
