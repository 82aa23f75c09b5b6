"""Clients that meet the CSRF check as a browser does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def strict(login: Any) -> Any:
    """`strict(user)` → a client that is signed in and whose posts need their token."""

    def made(user: Any) -> Client:
        client = login(user)
        client.handler.enforce_csrf_checks = True
        return client

    return made
