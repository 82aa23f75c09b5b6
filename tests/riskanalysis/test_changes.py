"""A change in the work: exactly what it touches is opened again, and the answers can only be added to."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from coaching.companies import actions as organising
from coaching.companies.models import WorkUnit
from coaching.companies.tree import Under
from coaching.core.ground import clock
from coaching.core.ground.refusals import AlreadyDone
from coaching.core.ground.workflow import Refused
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from riskanalysis import actions
from riskanalysis.changes import queries
from riskanalysis.changes.actions import answer_change, put_right
from riskanalysis.changes.models import ChangeCheck, ChangeUnit
from riskanalysis.models import Finding, RiskAnalysis
from riskanalysis.queries_in_force import in_force
from tests.acting import in_company
from tests.riskanalysis.conftest import TALK, finalised, values
from tests.world import once

pytestmark = pytest.mark.django_db
NIGHT = ["AI5", "AV2", "AVH2", "AVH4", "AVH5"]


def two_units(risk):
    """Final: pace and roster judged in two units, lifting in one."""
    w = risk.world
    with in_company(w.contact_a, w.company_a) as by:
        other = organising.add_work_unit(name="Inpak", headcount=9, by=by)
        actions.set_scope(analysis=risk.a, title="Analyse", scope="Alle", work_units=[w.unit_a, other], by=by)
        for unit in (w.unit_a, other):
            for part, hazard in (("AI5", "Het tempo is hoog"), ("AV2", "Het rooster komt laat")):
                told = values(sub_factor=part, hazard=hazard, level="group", work_unit=unit, domain="psychosocial")
                actions.add_finding(analysis=risk.a, by=by, **told)
    return finalised(risk), other


@pytest.fixture
def final(risk) -> SimpleNamespace:
    analysis, other = once(f"two units {risk.a.pk}", lambda: two_units(risk))
    return SimpleNamespace(world=risk.world, analysis=analysis, unit=risk.world.unit_a, other=other)


def said(final, **changes):
    return {
        "words": "Nachtploeg",
        "changes_on": clock.today() + timedelta(days=30),
        "answers": {"hours": True},
        "units": [final.other.pk],
        **changes,
    }


def in_a(final, who="contact_a"):
    return in_company(getattr(final.world, who), final.world.company_a)


def opened_by(check):
    return RiskAnalysis.objects.get(change=check)


def test_a_night_shift_opens_roster_pace_and_relations_of_one_unit_and_leaves_the_rest_final(final):
    with in_a(final) as by:
        check = answer_change(by=by, **said(final))
        part = opened_by(check)
        assert (part.kind, part.parts, part.state) == ("part", NIGHT, "scoping")
        assert list(part.work_units.values_list("pk", flat=True)) == [final.other.pk]
        assert RiskAnalysis.objects.get(pk=final.analysis.pk).state == "final"
        assert (check.parts, check.opened_parts, check.answered_by_id) == (NIGHT, NIGHT, by.user_id)
        assert part.piece.builds_on_id == final.analysis.piece_id


def test_what_was_found_there_stands_to_be_judged_again(final):
    with in_a(final) as by:
        part = opened_by(answer_change(by=by, **said(final)))
        copies = list(Finding.objects.filter(analysis=part).order_by("code"))
        assert [(one.code, one.sub_factor, one.work_unit_id) for one in copies] == [
            ("F1", "AI5", final.other.pk),
            ("F2", "AV2", final.other.pk),
        ]
        assert all(one.to_judge and one.taken_from.analysis_id == final.analysis.pk for one in copies)


def test_no_report_is_drafted_while_something_was_not_judged_again(final):
    with in_a(final) as by:
        part = opened_by(answer_change(by=by, **said(final)))
        actions.start_collecting(analysis=part, by=by)
        actions.add_talk(analysis=part, by=by, **TALK)
        actions.start_evaluating(analysis=part, by=by)
        for aspect in part.aspects:
            actions.judge_aspect(analysis=part, aspect=aspect.value, colour="orange", by=by)
        first, second = Finding.objects.filter(analysis=part).order_by("code")
        with pytest.raises(Refused, match="2 findings|2 vaststellingen|2 constats"):
            actions.draft_report(analysis=part, by=by)
        told = values(sub_factor="AI5", hazard="Trager nu", level="group", work_unit=final.other, domain="psychosocial")
        actions.edit_finding(finding=first, by=by, opened_with=first.version, **told)
        actions.delete_finding(finding=second, by=by)
        assert actions.draft_report(analysis=part, by=by).state == "draft_report"


def test_a_change_of_the_whole_company_names_the_unit_in_the_words(final):
    with in_a(final) as by:
        part = opened_by(answer_change(by=by, **said(final, units=[])))
        assert not part.work_units.exists()
        copies = Finding.objects.filter(analysis=part)
        assert copies.count() == 4 and not copies.exclude(level="organisation").exists()
        assert sum(final.other.name in one.description for one in copies) == 2


def test_what_is_part_of_a_unit_comes_along(final):
    with in_a(final) as by:
        team = organising.add_work_unit(name="Nacht", headcount=3, under=Under(parent_id=final.other.pk), by=by)
        part = opened_by(answer_change(by=by, **said(final)))
        assert set(part.work_units.values_list("pk", flat=True)) == {final.other.pk, team.pk}


def test_nothing_to_look_at_again_is_kept_with_its_reason_and_opens_nothing(final):
    with in_a(final) as by:
        with pytest.raises(Refused):
            answer_change(by=by, **said(final, answers={}))
        with pytest.raises(Refused):
            answer_change(by=by, **said(final, answers={"hours": False}, reason="  "))
        check = answer_change(by=by, **said(final, answers={}, reason="Alleen de naam verandert."))
        assert check.is_nothing and check.reason == "Alleen de naam verandert."
        assert not RiskAnalysis.objects.filter(change__isnull=False).exists()


def test_a_reason_beside_answers_is_not_kept(final):
    with in_a(final) as by:
        assert answer_change(by=by, **said(final, reason="Vergeten te wissen")).reason == ""


@pytest.mark.parametrize("who", ["owner_a", "worker_bench_a", "secretary_a", "employer_bench_a"])
def test_others_may_not_answer(final, who):
    with in_a(final, who) as by, pytest.raises(PermissionDenied):
        answer_change(by=by, **said(final))


@pytest.mark.parametrize("who", ["contact_a", "adviser_a", "coach_a"])
def test_contact_adviser_and_coach_answer(final, who):
    with in_a(final, who) as by:
        assert answer_change(by=by, **said(final)).answered_by_id == getattr(final.world, who).pk


def test_a_unit_of_another_company_is_refused(final):
    with in_a(final) as by, pytest.raises(Refused):
        answer_change(by=by, **said(final, units=[final.world.unit_b.pk]))


def test_a_unit_that_was_closed_meanwhile_is_refused(final):
    with in_a(final) as by:
        organising.change_work_unit(unit_id=final.other.pk, name="Inpak", headcount=9, ended=True, by=by)
        with pytest.raises(Refused):
            answer_change(by=by, **said(final))


def test_twice_clicked_is_done_once(final):
    with in_a(final) as by:
        first = answer_change(by=by, **said(final))
        with pytest.raises(AlreadyDone) as again:
            answer_change(by=by, **said(final))
        assert again.value.own and again.value.result == first
        assert (ChangeCheck.objects.count(), RiskAnalysis.objects.filter(change=first).count()) == (1, 1)


def test_what_an_analysis_in_progress_looks_at_is_not_opened_twice(final):
    with in_a(final) as by:
        answer_change(by=by, **said(final))
        more = answer_change(by=by, **said(final, words="En een machine", answers={"hours": True, "equipment": True}))
        assert set(NIGHT) <= set(more.parts)
        assert more.opened_parts == opened_by(more).parts == ["AO4", "AI1", "AV3", "AOM2", "AOM3", "AOM6"]
        same = answer_change(by=by, **said(final, words="Nog een nachtploeg"))
        assert same.opened_parts == [] and not RiskAnalysis.objects.filter(change=same).exists()


def test_without_a_final_analysis_the_first_one_comes_first(world):
    told = {"words": "Nachtploeg", "changes_on": clock.today(), "answers": {"hours": True}}
    with in_company(world.contact_a, world.company_a) as by:
        with pytest.raises(Refused):
            answer_change(by=by, **told)
        actions.open_analysis(title="Analyse", by=by)
        assert answer_change(by=by, **told).opened_parts == []  # it looks at everything


def test_answers_are_put_right_and_the_first_ones_stay(final):
    with in_a(final) as by:
        first = answer_change(by=by, **said(final))
        part = opened_by(first)
        second = put_right(change_id=first.pk, correction="Geen nacht", by=by, **said(final, answers={"place": True}))
        assert (second.corrects_id, second.correction) == (first.pk, "Geen nacht")
        assert not RiskAnalysis.objects.filter(pk=part.pk).exists()
        assert opened_by(second).parts == ["AOM1", "AOM3", "AOM4", "AVH4", "AVH5"]
        assert ChangeCheck.objects.get(pk=first.pk).parts == NIGHT
        third = put_right(change_id=second.pk, correction="Toch niets", by=by, **said(final, answers={}, reason="Fout"))
        assert third.is_nothing and not RiskAnalysis.objects.filter(change__isnull=False).exists()


def test_answers_are_put_right_once_and_with_words(final):
    with in_a(final) as by:
        first = answer_change(by=by, **said(final))
        told = {"change_id": first.pk, "by": by, **said(final, answers={"place": True})}
        with pytest.raises(Refused):
            put_right(correction=" ", **told)
        put_right(correction="Geen nacht", **told)
        with pytest.raises(AlreadyDone) as again:
            put_right(correction="Geen nacht", **told)
        assert again.value.own
        with pytest.raises(AlreadyDone) as other:
            put_right(correction="Iets anders", **told)
        assert not other.value.own


def test_what_was_begun_stays_and_only_what_is_missing_is_opened(final):
    with in_a(final) as by:
        first = answer_change(by=by, **said(final))
        part = opened_by(first)
        actions.start_collecting(analysis=part, by=by)
        second = put_right(
            change_id=first.pk, correction="Ook verhuis", by=by, **said(final, answers={"place": True, "hours": True})
        )
        assert opened_by(first) == part
        assert second.opened_parts == ["AOM1", "AOM3", "AOM4"] == opened_by(second).parts


def test_answers_of_another_company_cannot_be_put_right(final):
    with in_a(final) as by:
        first = answer_change(by=by, **said(final))
    told = said(final, units=[])
    with in_company(final.world.contact_b, final.world.company_b) as by, pytest.raises(Refused):
        put_right(change_id=first.pk, correction="Van een ander", by=by, **told)


def test_body_contacts_and_coach_get_a_mail_and_the_one_who_answered_none(final):
    with in_a(final, "coach_a") as by:
        check = answer_change(by=by, **said(final))
    with system_context("test"):
        told = set(
            OutgoingEmail.objects.filter(kind="riskanalysis.change_checked").values_list("recipient_id", flat=True)
        )
        w = final.world
        assert {w.contact_a.pk, w.worker_bench_a.pk} <= told and w.coach_a.pk not in told
        assert not told & {w.contact_b.pk, w.owner_a.pk}
        event = AuditEvent.objects.get(event="riskanalysis.change_checked")
        assert event.subject_id == check.pk and event.piece_id == check.piece_id


def by_hand(make, **columns):
    try:
        with transaction.atomic():
            make(**columns)
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize("who", ["contact_a", "coach_a", "worker_bench_a"])
def test_the_database_lets_nobody_change_or_remove_answers(final, who):
    with in_a(final) as by:
        check = answer_change(by=by, **said(final))
    with in_a(final, who):
        assert ChangeCheck.objects.filter(pk=check.pk).exists()
        assert not by_hand(ChangeCheck.objects.filter(pk=check.pk).update, words="Iets anders")
        assert not by_hand(ChangeCheck.objects.filter(pk=check.pk)._raw_delete, using="default")
        assert not by_hand(ChangeUnit.objects.filter(change=check)._raw_delete, using="default")


def test_nobody_answers_in_the_name_of_another_or_adds_a_unit_to_their_answers(final):
    with in_a(final) as by:
        check = answer_change(by=by, **said(final))
    with in_a(final, "coach_a"):
        columns = {"company_id": check.company_id, "piece_id": check.piece_id}
        assert not by_hand(ChangeUnit.objects.create, change=check, work_unit=final.unit, **columns)
        other = {"words": "x", "changes_on": clock.today(), "reason": "x", "answered_by_id": final.world.contact_a.pk}
        assert not by_hand(ChangeCheck.objects.create, **other, **columns)


@pytest.mark.parametrize("who", ["contact_b", "coach_b", "worker_bench_b"])
def test_another_company_reads_nothing(final, who):
    with in_a(final) as by:
        answer_change(by=by, **said(final))
    with in_company(getattr(final.world, who), final.world.company_b):
        assert not ChangeCheck.objects.exists() and not ChangeUnit.objects.exists()


# -- What the organisation proposes ----------------------------------------------------------------------------------
def waiting_units():
    return [unit.name for unit in queries.reorganised()]


def test_a_merger_proposes_a_change_until_it_is_answered(final):
    with in_a(final) as by:
        assert queries.proposal() is None
        organising.merge_units(unit_ids=[final.unit.pk, final.other.pk], name="Samen", by=by)
        assert waiting_units() == ["Samen"]
        found = queries.proposal()
        assert [unit.name for unit in found.units] == ["Samen"] and found.answers == ("reorganisation",)
        assert found.on == clock.today()
        whole = WorkUnit.objects.get(name="Samen")
        part = opened_by(answer_change(by=by, **said(final, units=[whole.pk], answers={"hours": True})))
        assert waiting_units() == []
        copies = Finding.objects.filter(analysis=part)
        assert copies.count() == 4 and set(copies.values_list("work_unit_id", flat=True)) == {whole.pk}


def finish(part, by, unit):
    """Judged again, reported, discussed and final."""
    actions.start_collecting(analysis=part, by=by)
    actions.add_talk(analysis=part, by=by, **TALK)
    actions.start_evaluating(analysis=part, by=by)
    for aspect in part.aspects:
        actions.judge_aspect(analysis=part, aspect=aspect.value, colour="orange", summary="Besproken", by=by)
    for one in Finding.objects.filter(analysis=part):
        told = values(sub_factor=one.sub_factor, hazard=one.hazard, level="group", work_unit=unit)
        actions.edit_finding(finding=one, by=by, opened_with=one.version, **told)
    actions.draft_report(analysis=part, by=by)
    actions.consult(analysis=part, notes="Geen opmerkingen.", by=by)
    return actions.finalise(analysis=part, by=by)


def holds():
    found = in_force(RiskAnalysis.objects.first().company_id).findings()
    return sorted((one.sub_factor, one.work_unit.name) for one in found if one.work_unit and one.sub_factor != "AOM6")


def test_what_was_found_in_the_units_before_a_merger_holds_until_the_new_one_was_looked_at(final):
    with in_a(final) as by:
        old = holds()
        whole = organising.merge_units(unit_ids=[final.unit.pk, final.other.pk], name="Samen", by=by)
        part = opened_by(answer_change(by=by, **said(final, units=[whole.pk])))
        assert holds() == old and len(old) == 4
        finish(part, by, whole)
        assert holds() == [("AI5", "Samen"), ("AI5", "Samen"), ("AV2", "Samen"), ("AV2", "Samen")]
        assert RiskAnalysis.objects.get(pk=final.analysis.pk).state == "final"


def test_half_of_a_split_unit_looked_at_takes_nothing_away_from_the_other_half(final):
    with in_a(final) as by:
        old = holds()
        first, second = organising.split_unit(unit_id=final.other.pk, parts=[("Dag", 5), ("Nacht", 4)], by=by)
        part = opened_by(answer_change(by=by, **said(final, units=[first.pk])))
        finish(part, by, first)
        assert set(old) < set(holds())
        both = opened_by(answer_change(by=by, **said(final, words="Ook de nacht", units=[first.pk, second.pk])))
        for one in Finding.objects.filter(analysis=both):
            actions.delete_finding(finding=one, by=by)
        finish(both, by, second)
        assert {name for _part, name in holds()} == {final.unit.name}


def test_a_split_proposes_each_part_until_a_check_is_about_it_or_about_everything(final):
    with in_a(final) as by:
        organising.split_unit(unit_id=final.other.pk, parts=[("Dag", 5), ("Nacht", 4)], by=by)
        assert waiting_units() == ["Dag", "Nacht"]
        night = WorkUnit.objects.get(name="Nacht")
        answer_change(by=by, **said(final, units=[night.pk]))
        assert waiting_units() == ["Dag"]
        answer_change(by=by, **said(final, words="Alles", units=[], answers={}, reason="Enkel op papier"))
        assert waiting_units() == []


def test_a_renamed_unit_and_a_reorganisation_before_the_analysis_propose_nothing(final):
    with in_a(final) as by:
        organising.change_work_unit(unit_id=final.other.pk, name="Verpakking", headcount=9, ended=False, by=by)
        assert waiting_units() == []
        organising.split_unit(unit_id=final.other.pk, parts=[("Dag", 5), ("Nacht", 4)], by=by)
    with system_context("test"):
        RiskAnalysis.objects.filter(pk=final.analysis.pk).update(finalised_at=clock.now() + timedelta(minutes=1))
    with in_a(final):
        assert waiting_units() == []


def test_another_company_s_reorganisation_proposes_nothing_here(final):
    with in_company(final.world.contact_b, final.world.company_b) as by:
        organising.split_unit(unit_id=final.world.unit_b.pk, parts=[("Een", 5), ("Twee", 4)], by=by)
        assert waiting_units() == []  # nothing is final there
    with in_a(final):
        assert waiting_units() == []
