"""Erasing a person: the account and everything by which somebody is known. What they did for a company or programme stays
under a number that leads to nobody.

Run by the worker's login in a system context; the web cannot.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.db.models import Q, QuerySet

from actionplans.models import AdviceMark
from coaching.accounts.alike import account_of
from coaching.accounts.models import CalendarLink, ErasureRequest, Invitation, User
from coaching.coaches.models import Coach, CoachState
from coaching.companies.models import Company, FileRequest, Membership, RoleHolder
from coaching.core.ground import audit, clock
from coaching.core.ground.people import ERASED
from coaching.core.ground.roles import Actor, Role
from coaching.core.models import Document, ListFile, OutgoingEmail
from coaching.core.tenancy.context import without_hat
from coaching.core.tenancy.models import take_turns
from coaching.insight.keeping import words
from coaching.insight.keeping.companies import OVER
from coaching.insight.keeping.report import Report, Stuck
from coaching.insight.keeping.traces import forget_cached, forget_files, forget_lists, make_anew
from coaching.programmes.models import (
    Application,
    Attachment,
    DraftShare,
    PartnerMembership,
    Programme,
    ProgrammeMembership,
    SavedView,
)
from coaching.trajectories.models import MessageMark, PaymentAccount, Trajectory
from modules.models import DateWish, GatheringPlace, ModuleUptake

DEEDS = "what was done in a company's file or for a programme: theirs, kept under a number that leads to nobody"
SAME_NAME = "somebody else, a company or a programme has the same name: it is not touched in texts"
SAME_NUMBER = "somebody else has the same telephone number: it is not touched in texts"
ONE_WORD = "one word alone: it is not looked for in texts"
# Rows that are about the person alone: they go. Column: which of them.
ALONE: tuple[tuple[type[models.Model], str], ...] = (
    (Membership, "user_id"),
    (ProgrammeMembership, "user_id"),
    (PartnerMembership, "user_id"),
    (DraftShare, "user_id"),
    (SavedView, "owner_id"),
    (CalendarLink, "user_id"),
    (AdviceMark, "user_id"),
    (MessageMark, "user_id"),
    (DateWish, "applicant_id"),
    (FileRequest, "person_id"),
    (ErasureRequest, "person_id"),
    (OutgoingEmail, "recipient_id"),
)
SIGN_IN: tuple[type[models.Model], ...] = (EmailAddress, Authenticator, SocialAccount, UserSession)


@transaction.atomic
def erase_person(*, email: str, reason: str, by: Actor) -> Report:
    """Everything by which this person is known, with or without an account. Raises Stuck, with one clear line, when that
    leaves others stuck, and LookupError when nobody is known by the address."""
    email = email.strip().lower()
    take_turns("erase_person", email)
    with without_hat():
        person = account_of(email)
        named = {email} | (_addresses_of(person) if person else set())
    report = Report(f"person {person.pk}" if person else "somebody without an account")
    sought = [words.address(one, _instead(person)) for one in sorted(named)]
    if person is None:
        if "@" not in email or not words.found(sought):
            raise LookupError(email)
        _finish(sought, words.Within(), {email}, "", report, by, reason)
        return report
    _refuse_stuck(person)
    within = _places_of(person)
    loose = _name_and_numbers(person, report)
    said = {*named, person.name, person.phone, person.mobile} - {""}
    _go(person, sorted(named), within, report)
    _anonymise(person, report)
    _finish([*sought, *loose], within, said, str(person.pk), report, by, reason)
    return report


def _addresses_of(person: User) -> set[str]:
    """Those that are proved: one that the person only asked to change to may be somebody else's."""
    proved = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return {person.email, *(one.lower() for one in proved)}


def _instead(person: User | None) -> str:
    return f"erased-{person.pk}@erased.invalid" if person else "erased@erased.invalid"


def _name_and_numbers(person: User, report: Report) -> list[words.Sought]:
    held = RoleHolder.objects.filter(person_id=person.pk).values_list("phone", "name")
    found: list[words.Sought] = []
    for phone in sorted({person.phone, person.mobile, *(phone for phone, _name in held)} - {""}):
        if _is_others_number(phone, person):
            report.keeps("the number in texts", SAME_NUMBER, 1)
        else:
            found += words.telephone(phone)
    for name in sorted({person.name, *(name for _phone, name in held)} - {""}):
        if not words.is_of_more_words(name):
            report.keeps("the name in texts", ONE_WORD, 1)
        elif _is_others_name(name, person):
            report.keeps("the name in texts", SAME_NAME, 1)
        else:
            found += words.name(name)
    return found


def _is_others_number(phone: str, person: User) -> bool:
    """Colleagues share the number of the front desk."""
    if RoleHolder.objects.filter(phone=phone).exclude(person_id=person.pk).exists():
        return True
    with without_hat():
        return User.objects.filter(Q(phone=phone) | Q(mobile=phone)).exclude(pk=person.pk).exists()


def _is_others_name(name: str, person: User) -> bool:
    """Anybody may call themselves after a namesake, a company or a programme."""
    if any(model.objects.filter(name__iexact=name).exists() for model in (Company, Programme)):
        return True
    with without_hat():
        return User.objects.filter(name__iexact=name).exclude(pk=person.pk).exists()


# -- Who would be stuck ------------------------------------------------------------------------------------------------
def _refuse_stuck(person: User) -> None:
    going = Trajectory.objects.filter(coach__user_id=person.pk).exclude(state__in=OVER).first()
    if going:
        raise Stuck(f"coaches a company ({going.company_name or going.pk}): hand that coaching over or close it first")
    for company in Company.objects.filter(pk__in=_alone_in(Membership, "company_id", person, Role.CONTACT)):
        raise Stuck(f"is the last contact of company {company.slug}: let somebody else in, or erase the company first")
    for programme in Programme.objects.filter(
        pk__in=_alone_in(ProgrammeMembership, "programme_id", person, Role.ADMINISTRATOR)
    ):
        raise Stuck(f"is the last administrator of programme {programme.slug}: name another one first")
    waiting = Application.objects.filter(applicant_id=person.pk, company__isnull=True).exclude(state="draft").first()
    if waiting:
        raise Stuck(f"application {waiting.reference} has nobody else: withdraw it first")
    with without_hat():
        staff = User.objects.filter(is_platform_staff=True, is_active=True).exclude(pk=person.pk)
        if person.is_platform_staff and not staff.exists():
            raise Stuck("is the last person of the platform's staff")


def _alone_in(model: type[models.Model], key: str, person: User, role: Role) -> list[UUID]:
    """Places where this person holds a role and nobody else does now."""
    rows = model._default_manager.filter(role=role.value, ended_at=None)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()))
    own = set(rows.filter(user_id=person.pk).values_list(key, flat=True))
    shared = rows.filter(**{f"{key}__in": own}).exclude(user_id=person.pk)
    return sorted(own - set(shared.values_list(key, flat=True)))


def _places_of(person: User) -> words.Within:
    """Companies and programmes in which a row points to this person: every column that holds a number of somebody."""
    companies: set[UUID] = set()
    programmes: set[UUID] = set()
    for table, column, keys in people_columns():
        for key, into in (("company_id", companies), ("programme_id", programmes)):
            if key in keys:
                with connection.cursor() as cursor:
                    quoted = connection.ops.quote_name
                    cursor.execute(
                        f"SELECT DISTINCT {key} FROM {quoted(table)} WHERE {quoted(column)} = %s AND {key} IS NOT NULL",
                        [person.pk],
                    )
                    into.update(row[0] for row in cursor.fetchall())
    coached = Trajectory.objects.filter(coach__user_id=person.pk).values_list("company_id", "programme_id")
    for company, programme in coached:
        companies.add(company)
        programmes.add(programme)
    worked_for = ProgrammeMembership.objects.filter(user_id=person.pk).values_list("programme_id", flat=True)
    return words.Within(frozenset(companies), frozenset(programmes), frozenset(worked_for))


def people_columns() -> list[tuple[str, str, set[str]]]:
    """(table, column, its tenant's keys) for every column that holds the number of a person."""
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE)
        return [(table, column, set(keys)) for table, column, keys in cursor.fetchall()]


PEOPLE = """
SELECT c.table_name::text, c.column_name::text,
       ARRAY(SELECT k.column_name::text FROM information_schema.columns k WHERE k.table_schema = 'public'
             AND k.table_name = c.table_name AND k.column_name IN ('company_id', 'programme_id'))
  FROM information_schema.columns c
 WHERE c.table_schema = 'public' AND c.data_type = 'bigint' AND c.column_name LIKE '%\\_id'
   AND c.table_name !~ '^(account_|accounts_user|mfa_|socialaccount_|usersessions_|auth_|django_)'
 ORDER BY 1, 2
"""


# -- What goes ---------------------------------------------------------------------------------------------------------
def _go(person: User, addresses: list[str], within: words.Within, report: Report) -> None:
    for model, column in ALONE:
        _delete(model._default_manager.filter(**{column: person.pk}), report)
    _delete(OutgoingEmail.objects.filter(address__in=addresses), report)
    _delete(Invitation.objects.filter(email__in=addresses), report)
    drafts = Application.objects.filter(applicant_id=person.pk, state="draft")
    for model in (DraftShare, Attachment):
        _delete(model._default_manager.filter(application__in=drafts.values("pk")), report)
    _delete(drafts, report)
    _delete(ListFile.objects.filter(user_id=person.pk), report)
    forget_lists(_lists_about(within), report)
    emptied = {"company_name": "", "contact_name": "", "email": ""}
    report.did(
        "modules_sessionplace: emptied", GatheringPlace.objects.filter(_theirs(person, addresses)).update(**emptied)
    )
    uptakes = ModuleUptake.objects.filter(_theirs(person, addresses))
    report.did("modules_moduleuptake: emptied", uptakes.update(contact_name="", email=""))
    with without_hat():
        keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
        report.did("django_session", Session.objects.filter(session_key__in=keys).delete()[0])
        for model in SIGN_IN:
            report.did(model._meta.db_table, model._default_manager.filter(user=person).delete()[0])


def _theirs(person: User, addresses: list[str]) -> Q:
    return Q(applicant_id=person.pk) | Q(email__in=addresses)


def _lists_about(within: words.Within) -> Q:
    """Files that were made of lists of the places where the person was: they may name them."""
    found = Q(address__startswith="/coach/")
    for slug in Company.objects.filter(pk__in=within.companies).values_list("slug", flat=True):
        found |= Q(address__startswith=f"/c/{slug}/")
    for slug in Programme.objects.filter(pk__in=within.programmes).values_list("slug", flat=True):
        found |= Q(address__startswith=f"/p/{slug}/")
    return found


def _delete(rows: QuerySet[Any], report: Report) -> None:
    rows = rows.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True)))
    forget_files(rows, report)
    report.did(rows.model._meta.db_table, rows._raw_delete(rows.db) or 0)


def _anonymise(person: User, report: Report) -> None:
    """The rows to which others point stay, without anything that says who it was."""
    now = clock.now()
    holders = RoleHolder.objects.filter(person_id=person.pk)
    holders.filter(ended_at=None).update(ended_at=now)
    report.did("companies_roleholder: emptied", holders.update(name=words.GONE, phone="", email="", agreed_by=""))
    for coach in Coach.objects.filter(user_id=person.pk):
        PaymentAccount.objects.filter(coach=coach).delete()
        told = {"name": words.GONE, "slug": f"erased-{coach.pk.hex[:12]}", "state": CoachState.LEFT, "introduction": {}}
        Coach.objects.filter(pk=coach.pk).update(**told, employer_service="", based_in="")
        report.did("coaches_coach: emptied", 1)
    with without_hat():
        person = User.objects.get(pk=person.pk)
        person.set_unusable_password()
        person.email, person.name, person.phone, person.mobile = _instead(person), ERASED, "", ""
        person.bounced_address, person.bounced_at, person.bounced_why = "", None, ""
        person.is_active = person.is_platform_staff = False
        person.last_login = None
        person.save()
    report.did("accounts_user: emptied", 1)
    deeds = 0
    for table, column, _keys in people_columns():
        with connection.cursor() as cursor:
            quoted = connection.ops.quote_name
            cursor.execute(f"SELECT count(*) FROM {quoted(table)} WHERE {quoted(column)} = %s", [person.pk])
            deeds += cursor.fetchone()[0]
    report.keeps("rows that point to the number", DEEDS, deeds)


def _finish(
    sought: list[words.Sought],
    within: words.Within,
    said: set[str],
    number: str,
    report: Report,
    by: Actor,
    reason: str,
) -> None:
    before = _documents_with(sought, within)
    words.replace(sought, within, report)
    words.replace_in_records(sought, within, report)
    make_anew(Document.objects.filter(pk__in=before), report)
    for one in sorted(said, key=len, reverse=True):
        reason = reason.replace(one, words.GONE)
    transaction.on_commit(lambda: forget_cached(said, Report("")), robust=True)
    about = User(pk=int(number)) if number else User(pk=0)
    data = {"user_id": int(number) if number else None, **report.plain()}
    audit.record("accounts.person_erased", about, by=by, reason=reason, data=data)


def _documents_with(sought: list[words.Sought], within: words.Within) -> list[UUID]:
    """Documents whose words will change: their files are laid out anew."""
    found: set[UUID] = set()
    for one in sought:
        asked = Document.objects.extra(where=["data::text ~* %s OR title ~* %s"], params=[one.pattern, one.pattern])
        if one.loose:
            asked = asked.filter(
                Q(company_id__in=within.companies)
                | Q(programme_id__in=within.whole)
                | Q(company_id=None, programme_id__in=within.programmes)
            )
        found.update(asked.values_list("pk", flat=True))
    return list(found)
