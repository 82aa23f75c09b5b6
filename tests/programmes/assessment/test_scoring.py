"""Who judges, scores by weight, and blindness until one's own score is in: on the page, in the export, in SQL."""

from __future__ import annotations

import html
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.jobs import periodic
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from coaching.programmes.assessment import actions, queries, rules
from coaching.programmes.layers import Criterion
from coaching.programmes.models import Application, Assessment, LayerVersion
from tests import factories
from tests.acting import in_programme

pytestmark = pytest.mark.django_db
TEXTS = {"nl": "x", "fr": "x", "en": "x"}
DUE = timedelta(days=10)


def ask(desk: Any, *judges: Any, file: Any = None) -> list[Assessment]:
    with in_programme(desk.admin_a, desk.programme_a) as by:
        return actions.assign(
            application_id=(file or desk.files[0]).pk,
            assessor_ids=[j.pk for j in judges],
            due_on=clock.today() + DUE,
            by=by,
        )


def full(points: int) -> dict[str, Any]:
    codes = ("objectives", "impact", "support", "sustainability", "means")
    return {code: {"points": points, "remark": f"geheim {points}"} for code in codes}


def give(desk: Any, judge: Any, points: int, *, submit: bool = True, file: Any = None) -> Assessment:
    with in_programme(judge, desk.programme_a) as by:
        own = Assessment.objects.get(application=file or desk.files[0], assessor_id=judge.pk)
        return actions.save_scores(
            assessment_id=own.pk, scores=full(points), remark="", opened_with=own.version, submit=submit, by=by
        )


def url(name: str, desk: Any, *more: Any) -> str:
    return reverse(f"programmes:{name}", args=[desk.programme_a.slug, desk.files[0].pk, *more])


class TestAssigning:
    def test_they_are_told_once(self, desk: Any) -> None:
        assert len(ask(desk, *desk.judges)) == 3
        assert ask(desk, *desk.judges) == []
        with system_context("test"):
            mails = OutgoingEmail.objects.filter(kind="programmes.assessment_asked")
            assert set(mails.values_list("recipient_id", flat=True)) == {judge.pk for judge in desk.judges}
            assert mails.count() == 3

    def test_an_interest_in_the_company_is_found(self, desk: Any, login: Any) -> None:
        judge = desk.judges[1]
        with system_context("test"):
            factories.membership(desk.files[0].company, judge, Role.PREVENTION_ADVISER)
        with pytest.raises(Refused, match=judge.name):
            ask(desk, judge)
        page = login(desk.admin_a).get(url("assessors", desk)).content.decode()
        assert f'value="{judge.pk}"' not in page
        assert judge.name in page
        assert ask(desk, judge, file=desk.files[1])

    def test_the_applicant_and_strangers_cannot_judge(self, desk: Any) -> None:
        with system_context("test"):
            applicant = desk.files[0].applicant
            factories.programme_member(desk.programme_a, applicant, Role.ASSESSOR)
        for person in (applicant, desk.assessor_b, desk.observer_a, desk.contact_b):
            with pytest.raises(Refused):
                ask(desk, person)

    def test_only_administrators_ask(self, desk: Any, login: Any) -> None:
        with in_programme(desk.assessor_a, desk.programme_a) as by, pytest.raises(PermissionDenied):
            actions.assign(application_id=desk.files[0].pk, assessor_ids=[], due_on=clock.today(), by=by)
        assert login(desk.assessor_a).get(url("assessors", desk)).status_code == 403
        assert login(desk.admin_b).get(url("assessors", desk)).status_code == 404

    def test_taken_back_until_the_score_is_in(self, desk: Any) -> None:
        first, second = ask(desk, *desk.judges[:2])
        give(desk, desk.judges[0], 3)
        with in_programme(desk.admin_a, desk.programme_a) as by:
            actions.unassign(assessment_id=second.pk, by=by)
            with pytest.raises(IllegalTransition):
                actions.unassign(assessment_id=second.pk, by=by)
            with pytest.raises(IllegalTransition):
                actions.unassign(assessment_id=first.pk, by=by)

    def test_a_decided_file_is_not_judged(self, desk: Any) -> None:
        with system_context("test"):
            decided = factories.application(desk.programme_a, desk.contact_a, desk.company_a, state="rejected")
        with pytest.raises(IllegalTransition):
            ask(desk, desk.assessor_a, file=decided)


class TestScoring:
    @given(st.lists(st.tuples(st.integers(1, 100), st.integers(1, 10), st.floats(0, 1)), min_size=1, max_size=8))
    def test_a_total_is_within_0_and_100_and_full_marks_make_100(self, rows: list[tuple[int, int, float]]) -> None:
        criteria = [Criterion(f"c{n}", TEXTS, weight=w, most=m) for n, (w, m, _share) in enumerate(rows)]
        scores = {c.code: {"points": round(c.most * row[2])} for c, row in zip(criteria, rows, strict=True)}
        assert 0 <= rules.total_of(criteria, scores) <= 100
        assert rules.total_of(criteria, {c.code: {"points": c.most} for c in criteria}) == 100

    def test_weights_count(self) -> None:
        criteria = [Criterion("a", TEXTS, weight=75, most=5), Criterion("b", TEXTS, weight=25, most=10)]
        assert rules.total_of(criteria, {"a": {"points": 5}, "b": {"points": 0}}) == Decimal(75)
        assert rules.faults_of(criteria, {"a": {"points": 6}, "b": {"points": True}}) == ["a", "b"]

    def test_kept_then_handed_in_for_good(self, desk: Any) -> None:
        ask(desk, *desk.judges)
        assert give(desk, desk.judges[0], 4, submit=False).submitted_at is None
        assert give(desk, desk.judges[0], 4).total == Decimal(80)
        with pytest.raises(IllegalTransition):
            give(desk, desk.judges[0], 5)

    def test_two_tabs(self, desk: Any) -> None:
        (own,) = ask(desk, desk.judges[0])
        give(desk, desk.judges[0], 2, submit=False)
        with in_programme(desk.judges[0], desk.programme_a) as by, pytest.raises(VersionConflict):
            actions.save_scores(assessment_id=own.pk, scores=full(1), remark="", opened_with=1, by=by)

    def test_a_missing_score_is_asked_for_and_nothing_is_lost(self, desk: Any, login: Any) -> None:
        ask(desk, desk.assessor_a)
        client = login(desk.assessor_a)
        page = client.post(url("score", desk), {"version": "1", "submit": "1", "remark_impact": "Sterk verhaal"})
        assert page.status_code == 200
        assert "error-summary" in page.content.decode()
        assert "Sterk verhaal" in page.content.decode()
        data = {f"points_{code}": "5" for code in full(0)}
        assert client.post(url("score", desk), {"version": "1", "submit": "1", **data}).status_code == 302
        assert client.get(url("score", desk)).status_code == 302  # in already

    def test_nobody_scores_for_another(self, desk: Any, login: Any) -> None:
        (own,) = ask(desk, desk.judges[0])
        assert login(desk.judges[1]).get(url("score", desk)).status_code == 404
        with in_programme(desk.judges[1], desk.programme_a) as by, pytest.raises(Assessment.DoesNotExist):
            actions.save_scores(assessment_id=own.pk, scores=full(0), remark="", opened_with=1, submit=True, by=by)

    def test_stepping_back_tells_the_administrators(self, desk: Any, login: Any) -> None:
        ask(desk, desk.assessor_a)
        client = login(desk.assessor_a)
        assert client.post(url("recuse", desk), {"reason": ""}).status_code == 200
        assert client.post(url("recuse", desk), {"reason": "Mijn zus werkt er"}).status_code == 302
        with system_context("test"):
            mail = OutgoingEmail.objects.get(kind="programmes.assessment_recused")
            assert mail.recipient_id == desk.admin_a.pk
        with pytest.raises(IllegalTransition):
            give(desk, desk.assessor_a, 3)


class TestBlindness:
    def test_on_the_page(self, desk: Any, login: Any) -> None:
        ask(desk, *desk.judges)
        give(desk, desk.judges[0], 4)
        for blind in desk.judges[1:]:
            page = login(blind).get(url("scores", desk)).content.decode()
            assert "geheim" not in page
        give(desk, desk.judges[1], 1)
        assert "geheim 4" in login(desk.judges[1]).get(url("scores", desk)).content.decode()
        assert "geheim 1" in login(desk.judges[0]).get(url("scores", desk)).content.decode()
        assert "geheim" in login(desk.admin_a).get(url("scores", desk)).content.decode()

    def test_an_administrator_who_judges_is_blind_too(self, desk: Any, login: Any) -> None:
        ask(desk, desk.judges[0], desk.admin_a)
        give(desk, desk.judges[0], 4)
        assert "geheim" not in login(desk.admin_a).get(url("scores", desk)).content.decode()
        assert "geheim" not in login(desk.admin_a).get(url("propose", desk)).content.decode()
        give(desk, desk.admin_a, 2)
        assert "geheim 4" in login(desk.admin_a).get(url("scores", desk)).content.decode()

    def test_in_the_database(self, desk: Any) -> None:
        ask(desk, *desk.judges)
        give(desk, desk.judges[0], 4)
        give(desk, desk.judges[2], 1, submit=False)
        with in_programme(desk.judges[1], desk.programme_a), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM programmes_assessment WHERE assessor_id <> %s", [desk.judges[1].pk])
            assert cursor.fetchone()[0] == 0
            with pytest.raises(Exception, match="row-level|permission"), transaction.atomic():
                cursor.execute(
                    "INSERT INTO programmes_assessment SELECT gen_random_uuid(), * FROM (SELECT 1) x WHERE false; "
                    "UPDATE programmes_assessment SET assessor_id = %s WHERE assessor_id = %s",
                    [desk.judges[0].pk, desk.judges[1].pk],
                )
        with in_programme(desk.judges[0], desk.programme_a):
            assert Assessment.objects.filter(submitted_at__isnull=False).count() == 1
        with in_programme(desk.observer_a, desk.programme_a):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                Assessment.objects.exists()
        with in_programme(desk.admin_b, desk.programme_b):
            assert not Assessment.objects.exists()

    def test_figures_may_be_known(self, desk: Any) -> None:
        ask(desk, *desk.judges)
        give(desk, desk.judges[0], 4)
        with in_programme(desk.judges[1], desk.programme_a):
            found = queries.table(desk.files[0])
            assert (found.asked, found.submitted, found.hidden) == (3, 1, 1)
        with in_programme(desk.admin_b, desk.programme_b):
            assert queries.progress([desk.files[0].pk]) == {}

    def test_spread(self, desk: Any) -> None:
        ask(desk, *desk.judges)
        for judge, points in zip(desk.judges, (5, 3, 1), strict=True):
            give(desk, judge, points)
        with in_programme(desk.admin_a, desk.programme_a):
            found = queries.table(desk.files[0])
        assert found.spread is not None
        assert (found.spread.mean, found.spread.lowest, found.spread.highest) == (60, 20, 100)
        assert found.spread.far_apart


def test_one_reminder_two_days_before(desk: Any) -> None:
    ask(desk, *desk.judges)
    give(desk, desk.judges[0], 4)
    day = clock.today() + DUE
    assert periodic.run("programmes.remind_assessors", day - timedelta(days=3)) == {"reminded": 0}
    assert periodic.run("programmes.remind_assessors", day) == {"reminded": 2}
    assert periodic.run("programmes.remind_assessors", day) == {"reminded": 0}


def test_as_many_queries_for_three_assessors_as_for_one(desk: Any, login: Any, django_assert_num_queries: Any) -> None:
    ask(desk, *desk.judges)
    give(desk, desk.judges[0], 4)
    client = login(desk.admin_a)
    client.get(url("scores", desk))
    with CaptureQueriesContext(connection) as one:
        client.get(url("scores", desk))
    known = len(one)
    give(desk, desk.judges[1], 3)
    give(desk, desk.judges[2], 2)
    with django_assert_num_queries(known):
        client.get(url("scores", desk))


class TestNothingToScore:
    """An edition without criteria, as databases from before may hold one."""

    @pytest.fixture
    def bare(self, desk: Any) -> Any:
        ask(desk, desk.judges[0], desk.judges[1])
        give(desk, desk.judges[1], 4)
        with system_context("test"):
            version = LayerVersion.objects.create(
                programme=desk.programme_a,
                number=9,
                edition=1,
                state="published",
                published_at=clock.now(),
                needs_approval=True,
                name=TEXTS,
            )
            Application.objects.filter(pk=desk.files[0].pk).update(layer_version=version)
            Assessment.objects.filter(assessor_id=desk.judges[1].pk).update(total=0)
        desk.bare = version
        return desk

    def test_no_score_is_handed_in(self, bare: Any, login: Any) -> None:
        with pytest.raises(Refused):
            give(bare, bare.judges[0], 3)
        client = login(bare.judges[0])
        page = client.get(url("score", bare)).content.decode()
        assert 'name="submit"' not in page and str(rules.NOTHING_TO_SCORE) in html.unescape(page)
        posted = client.post(url("score", bare), {"submit": "1", "version": "1", "general": ""})
        assert posted.status_code == 200
        with system_context("test"):
            assert Assessment.objects.get(assessor_id=bare.judges[0].pk).submitted_at is None

    def test_nobody_is_asked_or_reminded(self, bare: Any, login: Any) -> None:
        with pytest.raises(Refused):
            ask(bare, bare.judges[2])
        assert periodic.run("programmes.remind_assessors", clock.today() + DUE) == {"reminded": 0}
        page = login(bare.admin_a).get(url("assessors", bare)).content.decode()
        assert str(rules.NOTHING_TO_SCORE) in html.unescape(page)

    def test_a_total_from_before_counts_for_nothing(self, bare: Any, login: Any) -> None:
        with in_programme(bare.admin_a, bare.programme_a):
            table = queries.table(Application.objects.get(pk=bare.files[0].pk))
        assert (table.totals, table.spread, table.hidden) == ([None], None, 0)
        page = login(bare.admin_a).get(url("scores", bare)).content.decode()
        assert str(rules.NOTHING_TO_SCORE) in html.unescape(page) and "<tfoot>" in page and "0,0" not in page
        mine = login(bare.judges[1]).get(reverse("programmes:my_assessments", args=[bare.programme_a.slug]))
        assert "/ 100" not in mine.content.decode()

    def test_the_layer_says_so(self, bare: Any, login: Any) -> None:
        page = login(bare.admin_a).get(reverse("programmes:layer", args=[bare.programme_a.slug, bare.bare.pk]))
        assert 'class="notice attention' in page.content.decode()
