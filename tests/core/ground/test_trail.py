"""The trail: each system context leaves a line, and nobody, not even the system, can change one (docs/security.md, 24)."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import NoTenantContext, system_context
from tests.acting import in_company, in_programme

pytestmark = pytest.mark.django_db


def test_each_system_context_leaves_a_line():
    with system_context("counting mails"):
        pass
    with system_context("looking"):
        line = AuditEvent.objects.get(event="system.entered", reason="counting mails")
    assert (line.hat, line.actor_id) == ("h_system", None)


def test_no_system_context_without_a_reason():
    with pytest.raises(NoTenantContext), system_context(""):
        pass


@pytest.mark.parametrize("statement", ["UPDATE core_auditevent SET reason = ''", "DELETE FROM core_auditevent"])
@pytest.mark.parametrize("who", ["system", "contact", "administrator"])
def test_nobody_changes_a_line(world, who, statement):
    places = {
        "system": lambda: system_context("trying"),
        "contact": lambda: in_company(world.contact_a, world.company_a),
        "administrator": lambda: in_programme(world.admin_a, world.programme_a),
    }
    with transaction.atomic(), pytest.raises(ProgrammingError, match="permission denied"):
        with places[who](), connection.cursor() as cursor:
            cursor.execute(statement)
