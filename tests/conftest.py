"""The cast and how tests act as one of them. Databases and logins: tests/servers.py."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.utils import translation

from coaching.core.messages import compile_all
from coaching.core.screen import waits
from tests.chain import _one_chain_of_middleware  # noqa: F401
from tests.database import _flush_as_owner, django_db_modify_db_settings_parallel_suffix, django_db_setup  # noqa: F401
from tests.world import given

# A busy machine draws slowly; that says nothing about the code.
hypothesis.settings.register_profile("house", suppress_health_check=[hypothesis.HealthCheck.too_slow], deadline=None)
hypothesis.settings.load_profile("house")


def pytest_configure(config: Any) -> None:
    """Tests read pages in three languages: the catalogues must be compiled."""
    if not hasattr(config, "workerinput"):
        compile_all()


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: looking through it again and again for waste took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def _clean_cache() -> None:
    """Rate limits and sessions of another test must not leak in, nor the language of its last page."""
    cache.clear()
    translation.deactivate()


@pytest.fixture(autouse=True)
def _what_waits_is_counted_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the first page of a test takes as many queries as the next. Tests of remembering say so."""
    monkeypatch.setattr(waits, "SECONDS", 0)


@pytest.fixture(autouse=True)
def _optional_fields_may_be_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test does with a form: a field that the page calls optional never refuses to be empty."""
    from django import forms

    add_error = forms.BaseForm.add_error

    def watched(self: forms.BaseForm, name: Any, error: Any) -> None:
        field = self.fields.get(name) if isinstance(name, str) else None
        called_optional = field is not None and not field.required and not getattr(field, "sometimes_needed", False)
        if called_optional and not isinstance(field.widget, (forms.CheckboxInput, forms.HiddenInput)):  # type: ignore[union-attr]
            typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))  # type: ignore[union-attr]
            assert typed not in (None, "", []), (
                f"{type(self).__name__}.{name} is called optional and refuses to be empty"
            )
        add_error(self, name, error)

    monkeypatch.setattr(forms.BaseForm, "add_error", watched)


@pytest.fixture
def world(db: Any) -> SimpleNamespace:
    """Two companies in two programmes, strangers to each other, each with a full cast.

    Every negative test has data that could leak: whatever company A has, company B has as well.
    """
    return given()


@pytest.fixture
def login(client: Any) -> Any:
    """`login(user)` → a test client signed in as them, second factor passed. A fresh client per call."""
    import time

    from django.test import Client

    def sign_in(user: Any, second_factor: bool = True) -> Client:
        fresh = Client()
        fresh.force_login(user)
        if second_factor:
            session = fresh.session
            session["account_authentication_methods"] = [
                {"method": "password", "at": time.time()},
                {"method": "mfa", "type": "totp", "at": time.time()},
            ]
            session.save()
        return fresh

    return sign_in
