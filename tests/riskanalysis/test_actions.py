"""The life of an analysis: order, locks, refusals, what is written down."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from coaching.core.ground import clock
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.models import AuditEvent, Document, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from coaching.trajectories.models import Helped, Trajectory
from riskanalysis import actions
from riskanalysis.models import AnalysisTalk, AspectJudgement, Finding, RiskAnalysis
from tests import factories
from tests.acting import in_company, in_programme
from tests.riskanalysis.conftest import TALK, consulted, drafted, finalised, judge_all, kinney_values, values

pytestmark = pytest.mark.django_db


def states(analysis):
    with system_context("test"):
        return RiskAnalysis.objects.get(pk=analysis.pk).state


def test_opening_moves_the_trajectory_on(world):
    at = clock.now().replace(microsecond=0)
    with in_company(world.coach_a, world.company_a) as by:
        analysis = actions.open_analysis(title="Analyse", by=by, at=at)
        assert (analysis.version_no, analysis.created_at) == (1, at)
        assert Trajectory.objects.get().state == "analysis"
        assert AuditEvent.objects.get(event="risk_analysis.opened").at == at


def test_one_analysis_at_a_time(world):
    with in_company(world.coach_a, world.company_a) as by:
        actions.open_analysis(title="Analyse", by=by)
        with pytest.raises(Refused):
            actions.open_analysis(title="Nog een", by=by)
        assert RiskAnalysis.objects.count() == 1


@pytest.mark.parametrize("state", ["awaiting_coach", "coach_accepted", "closed", "stopped"])
def test_a_company_needs_no_coaching_for_an_analysis(world, state):
    with system_context("test"):
        ended = {"closed": {"closed_at": clock.now()}, "stopped": {"stopped_at": clock.now()}}.get(state, {})
        Trajectory.objects.filter(pk=world.trajectory_a.pk).update(state=state, **ended)
    with in_company(world.contact_a, world.company_a) as by:
        analysis = actions.open_analysis(title="Van onszelf", by=by)
        assert Trajectory.objects.get().state == state
        assert Helped.objects.filter(piece=analysis.piece).exists() is (state not in {"closed", "stopped"})


def test_one_that_the_coach_may_not_read_is_in_progress_too(world):
    """A mandate from a day on does not show what was begun before; it must not lead to a second one."""
    with in_company(world.contact_a, world.company_a) as by:
        actions.open_analysis(title="Van voor de coach", by=by, at=factories.LONG_AGO - timedelta(days=1))
    with in_company(world.coach_a, world.company_a) as by:
        assert not RiskAnalysis.objects.exists()
        with pytest.raises(Refused):
            actions.open_analysis(title="Nog een", by=by)


@pytest.mark.parametrize("who", ["owner_a", "worker_bench_a", "secretary_a", "employer_bench_a"])
def test_others_may_not_edit(world, who):
    with in_company(getattr(world, who), world.company_a) as by, pytest.raises(PermissionDenied):
        actions.open_analysis(title="Mag niet", by=by)


def test_administrator_may_not_edit_and_sees_nothing(risk):
    w = risk.world
    with in_programme(w.admin_a, w.programme_a) as by, pytest.raises(PermissionDenied):
        actions.open_analysis(title="Mag niet", by=by)


def test_prediagnosis_is_optional_and_may_be_done_again(world):
    with in_company(world.coach_a, world.company_a) as by:
        analysis = actions.open_analysis(title="Analyse", by=by)
        actions.prediagnose(analysis=analysis, signals=["overtime", "onbekend"], by=by)
        assert (states(analysis)) == "prediagnosis"
        actions.prediagnose(analysis=analysis, signals=["overtime", "complaints", "turnover_rising"], by=by)
        stored = RiskAnalysis.objects.get()
        assert (stored.signals, stored.signal_colour) == (["complaints", "overtime", "turnover_rising"], "orange")


def test_units_of_another_company_are_left_out(world):
    with in_company(world.coach_a, world.company_a) as by:
        analysis = actions.open_analysis(title="Analyse", by=by)
        actions.set_scope(analysis=analysis, title="A", scope="s", work_units=[world.unit_a, world.unit_b], by=by)
        assert [u.pk for u in analysis.work_units.all()] == [world.unit_a.pk]


def test_unit_with_findings_stays_in(risk):
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by, pytest.raises(Refused):
        actions.set_scope(analysis=risk.a, title="A", scope="s", work_units=[], by=by)


def test_two_editors_of_the_scope(risk):
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        opened_with = RiskAnalysis.objects.get(pk=risk.a.pk).version
        common = {"analysis": risk.a, "title": "A", "work_units": [w.unit_a], "by": by}
        actions.set_scope(scope="eerst", opened_with=opened_with, **common)
        with pytest.raises(VersionConflict):
            actions.set_scope(scope="daarna", opened_with=opened_with, **common)
        assert RiskAnalysis.objects.get(pk=risk.a.pk).scope == "eerst"


def test_kinney_finding_is_scored(risk):
    w = risk.world
    with in_company(w.contact_a, w.company_a):
        finding = Finding.objects.get()
    assert (finding.code, finding.aspect, finding.kinney_score, finding.kinney_class, finding.colour) == (
        "F1",
        "AOM",
        Decimal("252.0"),
        4,
        "red",
    )


def test_a_finding_that_is_sent_twice_is_one_and_the_same_later_is_another(risk):
    w, moment = risk.world, clock.now()
    with in_company(w.coach_a, w.company_a) as by:
        first = actions.add_finding(analysis=risk.a, by=by, at=moment, **values(hazard="Tocht"))
        again = actions.add_finding(analysis=risk.a, by=by, at=moment + timedelta(minutes=1), **values(hazard="Tocht"))
        other = actions.add_finding(analysis=risk.a, by=by, at=moment + timedelta(minutes=1), **values(hazard="Stof"))
        later = actions.add_finding(analysis=risk.a, by=by, at=moment + timedelta(hours=1), **values(hazard="Tocht"))
    assert first.pk == again.pk
    assert len({first.pk, other.pk, later.pk}) == 3


def test_codes_go_up_and_survive_a_deletion(risk):
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        two = actions.add_finding(analysis=risk.a, by=by, **values())
        three = actions.add_finding(analysis=risk.a, by=by, **values(sub_factor="AO1"))
        assert (two.code, three.code) == ("F2", "F3")
        actions.delete_finding(finding=two, by=by)
        assert actions.add_finding(analysis=risk.a, by=by, **values(hazard="Lawaai")).code == "F4"
        with pytest.raises(Refused):
            actions.delete_finding(finding=two, by=by)


def test_kinney_on_a_psychosocial_risk_is_refused(risk):
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by, pytest.raises(Refused):
        actions.add_finding(analysis=risk.a, by=by, **kinney_values(w.unit_a) | {"domain": "psychosocial"})


def test_share_of_nine_people_is_refused(risk):
    w = risk.world
    share = values(
        method="share",
        colour="",
        level="group",
        work_unit=w.unit_a,
        domain="psychosocial",
        at_risk_percent=Decimal(65),
        severity=2,
    )
    with in_company(w.coach_a, w.company_a) as by:
        with pytest.raises(Refused):
            actions.add_finding(analysis=risk.a, by=by, **share, respondents=9)
        assert actions.add_finding(analysis=risk.a, by=by, **share, respondents=10).colour == "red"


def test_finding_about_a_unit_that_takes_no_part_is_refused(risk):
    w = risk.world
    with system_context("test"):
        other = factories.work_unit(w.company_a, "Expeditie", 9)
    with in_company(w.coach_a, w.company_a) as by, pytest.raises(Refused):
        actions.add_finding(analysis=risk.a, by=by, **values(level="group", work_unit=other))


def test_other_method_empties_the_old_figures(risk):
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        finding = Finding.objects.get()
        actions.edit_finding(finding=finding, by=by, opened_with=1, **values(colour="green"))
        finding.refresh_from_db()
    assert (finding.kinney_score, finding.probability, finding.colour, finding.version) == (None, None, "green", 2)


def test_two_editors_of_one_finding(risk):
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        finding = Finding.objects.get()
        actions.edit_finding(finding=finding, by=by, opened_with=1, **values(hazard="eerst"))
        with pytest.raises(VersionConflict):
            actions.edit_finding(finding=finding, by=by, opened_with=1, **values(hazard="daarna"))
        assert Finding.objects.get().hazard == "eerst"


def test_survey_figures_about_nine_people_are_refused(risk):
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        with pytest.raises(Refused):
            actions.add_talk(analysis=risk.a, by=by, **{**TALK, "kind": "survey", "present": 9})
        with pytest.raises(Refused):
            actions.add_talk(analysis=risk.a, by=by, **{**TALK, "invited": 3, "present": 4})
        talk = AnalysisTalk.objects.get()
        assert actions.edit_talk(talk=talk, by=by, **{**TALK, "present": 12}).present == 12
        actions.delete_talk(talk=talk, by=by)
        assert not AnalysisTalk.objects.exists()


def test_judging_again_replaces(risk):
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        actions.judge_aspect(analysis=risk.a, aspect="AO", colour="red", summary="Toch rood", by=by)
        assert AspectJudgement.objects.get(aspect="AO").colour == "red"
        assert AspectJudgement.objects.count() == 5


def test_draft_needs_all_five(world):
    with in_company(world.coach_a, world.company_a) as by:
        analysis = actions.open_analysis(title="Analyse", by=by)
        actions.start_collecting(analysis=analysis, by=by)
        actions.add_talk(analysis=analysis, by=by, **TALK)
        actions.start_evaluating(analysis=analysis, by=by)
        actions.judge_aspect(analysis=analysis, aspect="AO", colour="green", by=by)
        with pytest.raises(Refused):
            actions.draft_report(analysis=analysis, by=by)
        judge_all(analysis, by)  # no finding, but each A says why
        assert actions.draft_report(analysis=analysis, by=by).state == "draft_report"


def test_draft_tells_the_body(risk):
    drafted(risk)
    w = risk.world
    with system_context("test"):
        told = set(
            OutgoingEmail.objects.filter(kind="riskanalysis.ready_for_body").values_list("recipient_id", flat=True)
        )
    assert told == {w.employer_bench_a.pk, w.worker_bench_a.pk, w.secretary_a.pk}


def test_locked_from_the_draft_on(risk):
    drafted(risk)
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        finding, talk = Finding.objects.get(), AnalysisTalk.objects.get()
        for attempt in (
            lambda: actions.add_finding(analysis=risk.a, by=by, **values()),
            lambda: actions.edit_finding(finding=finding, by=by, opened_with=1, **values()),
            lambda: actions.delete_finding(finding=finding, by=by),
            lambda: actions.edit_talk(talk=talk, by=by, **TALK),
            lambda: actions.delete_talk(talk=talk, by=by),
            lambda: actions.judge_aspect(analysis=risk.a, aspect="AO", colour="green", by=by),
            lambda: actions.set_scope(analysis=risk.a, title="A", scope="", work_units=[], by=by),
            lambda: actions.prediagnose(analysis=risk.a, signals=[], by=by),
        ):
            with pytest.raises(Refused):
                attempt()
        actions.reopen(analysis=risk.a, by=by)
        actions.edit_finding(finding=finding, by=by, opened_with=1, **values())


def test_consultation_needs_words(risk):
    drafted(risk)
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by, pytest.raises(Refused):
        actions.consult(analysis=risk.a, notes="  ", by=by)


def test_final_is_locked_documented_and_told(risk):
    analysis = finalised(risk)
    w = risk.world
    assert analysis.finalised_by_id == w.contact_a.pk
    with system_context("test"):
        document = Document.objects.get(kind="risk-report")
        assert (document.language, document.audience) == ("nl", "h_contact h_coach h_cpbw")
        assert w.coach_a.pk in OutgoingEmail.objects.filter(kind="riskanalysis.final").values_list(
            "recipient_id", flat=True
        )
    with in_company(w.contact_a, w.company_a) as by:
        with pytest.raises(IllegalTransition):
            actions.finalise(analysis=risk.a, by=by)
        with pytest.raises(Refused):
            actions.judge_aspect(analysis=risk.a, aspect="AO", colour="green", by=by)
    with system_context("test"):
        assert Document.objects.count() == 1
        assert AuditEvent.objects.filter(event="risk_analysis.finalise").count() == 1


def test_report_also_in_the_company_language(risk):
    with system_context("test"):
        type(risk.world.company_a).objects.filter(pk=risk.world.company_a.pk).update(language="fr")
    finalised(risk)
    with system_context("test"):
        assert set(Document.objects.values_list("language", flat=True)) == {"nl", "fr"}


@pytest.mark.parametrize("who", ["colleague_a", "adviser_a", "coach_a"])
def test_only_the_mandate_finalises(risk, who):
    consulted(risk)
    w = risk.world
    with in_company(getattr(w, who), w.company_a) as by, pytest.raises(PermissionDenied):
        actions.finalise(analysis=risk.a, by=by)


def test_newer_version_supersedes(risk):
    finalised(risk)
    w = risk.world
    with in_company(w.contact_a, w.company_a) as by:
        newer = actions.open_analysis(title="Twee jaar later", by=by)
        assert (newer.version_no, newer.scope) == (2, "Alle ploegen")
        assert [u.pk for u in newer.work_units.all()] == [w.unit_a.pk]
        actions.start_collecting(analysis=newer, by=by)
        actions.add_talk(analysis=newer, by=by, **TALK)
        actions.start_evaluating(analysis=newer, by=by)
        judge_all(newer, by)
        actions.draft_report(analysis=newer, by=by)
        actions.consult(analysis=newer, notes="Akkoord.", by=by)
        actions.finalise(analysis=newer, by=by)
    assert (states(risk.a), states(newer)) == ("superseded", "final")


def test_pdf_only_from_the_draft_on(risk):
    w = risk.world
    with in_company(w.coach_a, w.company_a) as by:
        with pytest.raises(Refused):
            actions.request_report(analysis=risk.a, language="nl", by=by)
        actions.draft_report(analysis=risk.a, by=by)
        one = actions.request_report(analysis=risk.a, language="nl", by=by)
        assert actions.request_report(analysis=risk.a, language="nl", by=by).pk == one.pk
        assert Document.objects.count() == 1
