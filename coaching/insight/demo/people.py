"""The demo's people: fixed addresses, one password, fixed second factors. Never in production."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import make_password

from coaching.accounts.models import User
from coaching.core.tenancy.context import without_hat

PASSWORD = "vijf-wegen-samen"
DOMAIN = "demo.example"


@dataclass(frozen=True)
class Person:
    """key: part of the address before the @; secret: base32 of the second factor, "" when none is needed."""

    key: str
    name: str
    role: str
    language: str = "nl"
    secret: str = ""

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


PEOPLE: dict[str, Person] = {
    person.key: person
    for person in (
        Person("zaakvoerder", "Marleen Appelmans", "contact of the worked example, with mandate"),
        Person("personeel", "Joris Peeters", "contact of the worked example, without mandate"),
        Person("preventie", "Dirk Wijns", "prevention adviser of the worked example"),
        Person("afgevaardigde", "Fatma Yildiz", "union delegate of the worked example"),
        Person("techniek", "Wim Boogaerts", "measure owner of the worked example"),
        Person("bakker", "Nadia Claes", "contact of a bakery that has just been approved"),
        Person("molenaar", "Griet Molenaars", "contact of a bakery that opened its file by itself and never applied"),
        Person("school", "Hilde Maes", "director of a school whose years begin in September"),
        Person("aanvrager", "Tom Verlinden", "somebody with a half-written application"),
        Person("directeur", "Els Van Hove", "contact of a larger company, plan with the committee"),
        Person("groep", "Ria Schepers", "contact of a group with three establishments and forty units"),
        Person("secretaris", "Koen De Wit", "secretary of the larger company's committee"),
        Person("werknemersbank", "Amina Haddad", "committee member, workers' delegation"),
        Person("werkgeversbank", "Piet Lambrecht", "committee member, employer's delegation"),
        Person("franstalig", "Claire Dumont", "contact of a company that works in French", language="fr"),
        Person("coach", "An Segers", "coach with twelve companies", secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
        Person("coach2", "Bart Mertens", "coach with room", secret="KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"),
        Person("beheerder", "Lieve Janssens", "programme administrator", secret="MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"),
        Person("beoordelaar", "Sofie Maes", "assessor", secret="NBSWY3DPO5XXE3DENBSWY3DPO5XXE3DE"),
        Person(
            "waarnemer", "Hugo Baert", "programme observer, figures only", secret="ONSWG4TFOQYTEMZUONSWG4TFOQYTEMZU"
        ),
        Person(
            "extern",
            "Ilse Verhelst",
            "prevention adviser of an invented external service, five files",
            secret="PFXXKYLSMVXG65DIMVZGK3DPN5VWS3TH",
        ),
        Person("partner", "Greet Willems", "partner: a sector fund with a link of its own"),
        Person("platform", "Ilse Platform", "platform staff", secret="OBWGC5DGN5ZG2MJSOBWGC5DGN5ZG2MJS"),
    )
}


# Numbers that nobody can have: Belgium gives out none that begin with 0400, nor lines of Brussels that begin with a zero.
REACHED = ("zaakvoerder", "personeel", "bakker", "directeur", "franstalig", "coach", "coach2", "beheerder")
NUMBERS = {key: (f"+32 2 000 00 {index:02d}", f"+32 400 00 00 {index:02d}") for index, key in enumerate(REACHED, 1)}


def make_people() -> dict[str, User]:
    """The users by key, made where they lack. Refused in production."""
    if settings.PRODUCTION:
        raise RuntimeError("demo accounts are refused in production")
    with without_hat():
        return {key: _make(person) for key, person in PEOPLE.items()}


def make_user(key: str, name: str, language: str = "nl") -> User:
    """One more person without a sign-in of their own on the printed list; same password."""
    with without_hat():
        return _make(Person(key, name, "", language))


def _make(person: Person) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        phone, mobile = NUMBERS.get(person.key, ("", ""))
        user = User.objects.create(
            email=person.email,
            phone=phone,
            mobile=mobile,
            password=_hashed(PASSWORD),
            name=person.name,
            language=person.language,
            is_demo=True,
            is_platform_staff=person.key == "platform",
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if person.secret and not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, person.secret)
    return user


@cache
def _hashed(password: str) -> str:
    """One hash for all of them: a third of a second each would be a fifth of the demo's loading."""
    return make_password(password)


def code_now(secret: str) -> str:
    """Six digits: what an authenticator app with this secret (base32) shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def code_of(email: str) -> str:
    """The code that the person's authenticator app would show now. Raises KeyError for others than demo people."""
    person = next((p for p in PEOPLE.values() if p.email == email.strip().lower()), None)
    if person is None or not person.secret:
        raise KeyError(email)
    return code_now(person.secret)
