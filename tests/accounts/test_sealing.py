"""Secrets of the second step: sealed in the table, opened at signing in, brought under a new key."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection

from coaching.accounts import sealing

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
OLD, NEW = "old" * 20, "new" * 20


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def stored(user: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE w_web")
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator WHERE user_id = %s", [user.pk])
        text = str(cursor.fetchone()[0])
        cursor.execute("SET LOCAL ROLE none")
    return text


def test_the_bare_web_login_reads_no_secret(world):
    TOTP.activate(world.coach_a, SECRET)
    codes = RecoveryCodes.activate(world.coach_a)
    seed = sealing.unseal(codes.instance.data["seed"])
    assert len(seed) == 80
    text = stored(world.coach_a)
    assert SECRET not in text and seed not in text and text.count(sealing.MARK) == 2


def test_the_codes_still_fit(world):
    totp = TOTP.activate(world.coach_a, SECRET)
    assert totp.validate_code(code_of(SECRET)) and not totp.validate_code("000000")
    codes = RecoveryCodes.activate(world.coach_a).get_unused_codes()
    again = RecoveryCodes(Authenticator.objects.get(user=world.coach_a, type=Authenticator.Type.RECOVERY_CODES))
    assert again.get_unused_codes() == codes and again.validate_code(codes[0]) and not again.validate_code(codes[0])


def test_a_new_key_takes_over(world, settings):
    settings.SECOND_STEP_KEYS = [OLD]
    TOTP.activate(world.coach_a, SECRET)
    settings.SECOND_STEP_KEYS = [NEW, OLD]
    out = StringIO()
    call_command("seal_second_steps", stdout=out)
    settings.SECOND_STEP_KEYS = [NEW]
    row = Authenticator.objects.get(user=world.coach_a)
    assert TOTP(row).validate_code(code_of(SECRET)) and out.getvalue().startswith("1 ")


def test_without_the_key_no_code_fits_and_nothing_breaks(world, settings):
    settings.SECOND_STEP_KEYS = [OLD]
    totp = TOTP.activate(world.coach_a, SECRET)
    settings.SECOND_STEP_KEYS = [NEW]
    cache.clear()
    assert not totp.validate_code(code_of(SECRET)) and not totp.validate_code(code_of(""))
    with pytest.raises(CommandError, match="1 could not be opened"):
        call_command("seal_second_steps", stdout=StringIO())


def test_what_stands_in_the_clear_is_sealed_and_a_passkey_is_left_alone(world):
    Authenticator.objects.create(user=world.coach_a, type="totp", data={"secret": SECRET})
    Authenticator.objects.create(
        user=world.coach_a, type="recovery_codes", data={"migrated_codes": ["12", "34"], "used_mask": 0}
    )
    key = {"name": "Key 1", "credential": {"rawId": "x"}}
    Authenticator.objects.create(user=world.coach_b, type="webauthn", data=key)
    for _twice in range(2):
        call_command("seal_second_steps", stdout=StringIO())
        assert SECRET not in stored(world.coach_a) and '"12"' not in stored(world.coach_a)
    assert Authenticator.objects.get(user=world.coach_b).data == key
    assert TOTP(Authenticator.objects.get(user=world.coach_a, type="totp")).validate_code(code_of(SECRET))
    codes = Authenticator.objects.get(user=world.coach_a, type="recovery_codes").data["migrated_codes"]
    assert [sealing.unseal(code) for code in codes] == ["12", "34"]
