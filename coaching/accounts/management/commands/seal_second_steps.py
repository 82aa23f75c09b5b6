"""`manage.py seal_second_steps`: secrets of the second step under the newest key, so that an old one can go (ADR 0028)."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from coaching.accounts import sealing


class Command(BaseCommand):
    help = "Seal the secrets of the second step under the first of SECOND_STEP_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        done, closed = 0, 0
        for pk in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("pk", flat=True):
            with transaction.atomic():
                row = Authenticator.objects.select_for_update().filter(pk=pk).first()
                if row is None:
                    continue
                try:
                    row.data = sealing.changed(row.data, sealing.seal)
                except InvalidToken:
                    closed += 1
                    continue
                row.save(update_fields=["data"])
                done += 1
        self.stdout.write(f"{done} second steps sealed under the newest key")
        if closed:
            raise CommandError(f"{closed} could not be opened: name the key they were sealed with in SECOND_STEP_KEYS")
