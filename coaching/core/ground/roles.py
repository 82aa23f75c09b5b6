"""Roles people hold, the hat each role wears in the database, and who may do what.

A *role* is what a person is to a company, a programme or the platform. A *hat* is the PostgreSQL role that a
request wears; exactly one per request. The table below is data: a test walks it whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

Key = TypeVar("Key", int, UUID)


class Hat(models.TextChoices):
    """Database roles (NOLOGIN) that a transaction may SET ROLE to."""

    CONTACT = "h_contact"
    CPBW = "h_cpbw"
    COACH = "h_coach"
    ADMIN = "h_admin"
    OBSERVER = "h_observer"  # figures of a programme, no word of a file (ADR 0031)
    RESPONDENT = "h_respondent"
    PARTNER = "h_partner"
    STAFF = "h_staff"
    SYSTEM = "h_system"
    PERSON = "h_person"  # a signed-in person about their own things: drafts, places, preferences
    PUBLIC = "h_public"  # anybody: the offer, the document check


# Hats of people who have to do with people and companies. Rights of `access.py` name it: a new hat stays out of it and is
# given by name what it needs.
HUMAN_HATS = (Hat.CONTACT, Hat.CPBW, Hat.COACH, Hat.ADMIN, Hat.PARTNER, Hat.STAFF, Hat.PERSON)


class Role(models.TextChoices):
    CONTACT = "contact", _("company contact")
    PREVENTION_ADVISER = "prevention_adviser", _("prevention adviser")
    MEASURE_OWNER = "measure_owner", _("measure owner")
    EMPLOYER_BENCH = "employer_bench", _("consultation body, employer's delegation")
    WORKER_BENCH = "worker_bench", _("consultation body, workers' delegation")
    SECRETARY = "secretary", _("secretary of the consultation body")
    COACH = "coach", _("coach")
    EXTERNAL_ADVISER = "external_adviser", _("prevention adviser of the external service")
    PSYCHOSOCIAL_ADVISER = "psychosocial_adviser", _("prevention adviser for psychosocial risks")
    PHYSICIAN = "physician", _("occupational physician")
    EXPERT = "expert", _("other expert")
    GUEST = "guest", _("works in the file from outside")  # as long as a mandate lets them write
    ADMINISTRATOR = "administrator", _("programme administrator")
    ASSESSOR = "assessor", _("assessor")
    OBSERVER = "observer", _("programme observer")
    PARTNER = "partner", _("partner")
    STAFF = "staff", _("platform staff")
    APPLICANT = "applicant", _("person who applies")  # every signed-in person, about their own drafts
    VISITOR = "visitor", _("visitor")  # holder of a secret link, without an account


ROLE_HAT: dict[Role, Hat] = {
    Role.CONTACT: Hat.CONTACT,
    Role.PREVENTION_ADVISER: Hat.CONTACT,
    Role.MEASURE_OWNER: Hat.CONTACT,
    Role.EMPLOYER_BENCH: Hat.CPBW,
    Role.WORKER_BENCH: Hat.CPBW,
    Role.SECRETARY: Hat.CPBW,
    Role.COACH: Hat.COACH,
    Role.EXTERNAL_ADVISER: Hat.COACH,
    Role.PSYCHOSOCIAL_ADVISER: Hat.COACH,
    Role.PHYSICIAN: Hat.COACH,
    Role.EXPERT: Hat.COACH,
    Role.GUEST: Hat.COACH,
    Role.ADMINISTRATOR: Hat.ADMIN,
    Role.ASSESSOR: Hat.ADMIN,
    Role.OBSERVER: Hat.OBSERVER,
    Role.PARTNER: Hat.PARTNER,
    Role.STAFF: Hat.STAFF,
    Role.APPLICANT: Hat.PERSON,
    Role.VISITOR: Hat.RESPONDENT,
}
COMPANY_ROLES = (
    Role.CONTACT,
    Role.PREVENTION_ADVISER,
    Role.MEASURE_OWNER,
    Role.EMPLOYER_BENCH,
    Role.WORKER_BENCH,
    Role.SECRETARY,
)
BODY_ROLES = (Role.EMPLOYER_BENCH, Role.WORKER_BENCH, Role.SECRETARY)
# Who works in a file by a mandate of the company and coaches nobody; FROM_OUTSIDE: whoever reads in a file as a guest (ADR 0062).
ADVISER_ROLES = (Role.EXTERNAL_ADVISER, Role.PSYCHOSOCIAL_ADVISER, Role.PHYSICIAN, Role.EXPERT)
FROM_OUTSIDE = (Role.COACH, *ADVISER_ROLES)
PROGRAMME_ROLES = (Role.ADMINISTRATOR, Role.ASSESSOR, Role.OBSERVER)
SECOND_FACTOR_ROLES = (*FROM_OUTSIDE, Role.ADMINISTRATOR, Role.ASSESSOR, Role.OBSERVER, Role.STAFF)


class WrongPlace(PermissionDenied):
    """An action was called from a place of another kind than it is about, or by nobody."""


@dataclass(frozen=True)
class Actor:
    """Who acts, in which place. Every action takes one as `by=`.

    What must be there is asked by `person_key`, `company_key`, `programme_key`: they raise WrongPlace where there is none,
    so that no row is looked up, or written, with an empty key.
    """

    user_id: int | None
    hat: Hat
    roles: frozenset[str] = field(default_factory=frozenset)
    company_id: UUID | None = None
    programme_id: UUID | None = None
    has_mandate: bool = False  # a contact who may bind the employer
    name: str = ""

    @property
    def person_key(self) -> int:
        """The account of who acts; raises WrongPlace for the machine and for visitors."""
        return _present(self.user_id)

    @property
    def company_key(self) -> UUID:
        """The company in which somebody acts; raises WrongPlace outside a company."""
        return _present(self.company_id)

    @property
    def programme_key(self) -> UUID:
        """The programme at whose desk somebody acts; raises WrongPlace elsewhere."""
        return _present(self.programme_id)

    def others(self, people: Iterable[int | None]) -> set[int]:
        """These people without who acts: whom a mail about it goes to. Where nobody is named, there is nobody to tell."""
        return {person for person in people if person is not None and person != self.user_id}

    def may(self, permission: str) -> bool:
        """Whether one of the actor's roles holds the permission (`<app>.<action>`)."""
        needed = PERMISSIONS[permission]
        if permission in MANDATE_NEEDED and self.hat == Hat.CONTACT and not self.has_mandate:
            return False
        return self.hat == Hat.SYSTEM or bool(self.roles & needed)

    def check(self, permission: str) -> None:
        """Raise PermissionDenied (403 on a page) when the actor may not; Refused while a mandate is to be proved first."""
        if not self.may(permission):
            raise PermissionDenied(permission)
        if permission in PROOF_NEEDED and self.hat == Hat.CONTACT:
            PROOF_NEEDED[permission](self)


def _present(key: Key | None) -> Key:
    if key is None:
        raise WrongPlace
    return key


PERMISSIONS: dict[str, frozenset[str]] = {}
MANDATE_NEEDED: set[str] = set()
PROOF_NEEDED: dict[str, Callable[[Actor], None]] = {}  # permission → what refuses a contact whose mandate is not proved


def grant(permission: str, *roles: Role, mandate: bool = False, proof: Callable[[Actor], None] | None = None) -> str:
    """Declare who holds a permission; called once per permission in an app's `rules.py`. Returns its name.

    `mandate=True`: a contact also needs the employer's mandate. `proof=refuse_unproved` (`core.ground.proof`): and that
    mandate must have been proved, for others are reached in the company's name.
    """
    if permission in PERMISSIONS:
        raise ValueError(f"permission {permission} is declared twice")
    PERMISSIONS[permission] = frozenset(role.value for role in roles)
    if mandate:
        MANDATE_NEEDED.add(permission)
    if proof:
        PROOF_NEEDED[permission] = proof
    return permission
