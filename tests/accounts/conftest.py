"""Invitations for tests."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from coaching.accounts.models import Invitation
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import system_context


@pytest.fixture
def make_invitation(world: Any) -> Any:
    """`make_invitation("token", email=…)` → an open invitation to company A."""

    def make(token: str, **fields: Any) -> Invitation:
        defaults = {
            "email": "nieuw@voorbeeld.test",
            "role": Role.CONTACT,
            "company_id": world.company_a.pk,
            "language": "nl",
            "invited_by_id": world.contact_a.pk,
            "expires_at": clock.now() + timedelta(days=3),
            "token_digest": hashlib.sha256(token.encode()).hexdigest(),
        }
        with system_context("test"):
            return Invitation.objects.create(**{**defaults, **fields})

    return make
