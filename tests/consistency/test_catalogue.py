"""The database's own catalogue: every table guarded or named, every function pinned, no right too many."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models

from coaching.core.ground.roles import ROLE_HAT, Hat
from coaching.core.tenancy.models import TenantModel

pytestmark = pytest.mark.django_db

# From the catalogue itself: information_schema hides the grants of roles that the asker does not inherit.
GRANTS = """
SELECT coalesce(r.rolname, 'PUBLIC') AS grantee, c.relname AS table_name, a.privilege_type
  FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.grantee <> c.relowner
"""
COLUMN_GRANTS = """
SELECT coalesce(r.rolname, 'PUBLIC') AS grantee, c.relname AS table_name, x.privilege_type
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid CROSS JOIN LATERAL aclexplode(a.attacl) x
  LEFT JOIN pg_roles r ON r.oid = x.grantee WHERE c.relnamespace = 'public'::regnamespace
"""

# Tables of the sign-in and of Django itself: readable by the logins, by no hat (h_system may read accounts_user).
UNGUARDED = {
    "django_migrations",
    "django_content_type",
    "django_session",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    "accounts_user",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "usersessions_usersession",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
}


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_every_table_is_guarded_or_named():
    found = rows(
        "SELECT relname, relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid) FROM pg_class c "
        "WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    )
    assert {name for name, guarded in found if not guarded} == UNGUARDED


def test_every_tenant_model_refuses_work_without_context():
    for model in apps.get_models():
        if model._meta.db_table not in UNGUARDED and model._meta.app_label not in {"admin"}:
            assert issubclass(model, TenantModel), model
            assert type(model._base_manager).__name__ == "TenantManager", model


def test_no_view_dodges_the_policies():
    assert (
        rows(
            "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace "
            "AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)"
        )
        == []
    )


def grants() -> set[tuple[str, str, str]]:
    """(grantee, table, privilege) of everybody but the owner, column grants included."""
    return {tuple(row) for row in rows(GRANTS) + rows(COLUMN_GRANTS)}


def test_no_role_may_truncate_or_reference():
    assert {g for g in grants() if g[2] in {"TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"}} == set()


def test_logins_hold_no_right_on_tenant_tables():
    found = {table for grantee, table, _right in grants() if grantee.startswith("w_") or grantee == "PUBLIC"}
    assert found
    assert found <= UNGUARDED


def test_hats_cannot_touch_the_sign_in_tables():
    found = {g for g in grants() if g[0].startswith("h_") and g[1] in UNGUARDED}
    assert found == {("h_system", "accounts_user", "SELECT")}


def test_definer_functions_are_pinned_and_not_for_everybody():
    found = rows(
        "SELECT p.proname, coalesce(array_to_string(p.proconfig, ','), ''), "
        "coalesce(p.proacl::text, '{=X/}') FROM pg_proc p "
        "WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace"
    )
    assert found
    for name, config, acl in found:
        assert "search_path=pg_catalog" in config, name
        assert "{=X/" not in acl and ",=X/" not in acl, f"{name} may be called by PUBLIC"


def test_audit_trail_cannot_be_changed():
    rights = {(grantee, right) for grantee, table, right in grants() if table == "core_auditevent"}
    assert {right for _grantee, right in rights} == {"SELECT", "INSERT"}


def test_children_carry_composite_keys():
    """A foreign key between tenant tables that both carry company_id must be tied by (id, company_id, …)."""
    composite = {
        (child, column)
        for child, column in rows(
            "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c "
            "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) "
            "WHERE c.contype = 'f' AND array_length(c.conkey, 1) > 1"
        )
    }
    # A coach belongs to no company; an amended plan's predecessor hangs under the same trajectory by its own key.
    exempt = {
        ("actionplans_globalpreventionplan", "amended_from_id"),
        ("actionplans_annualactionplan", "amended_from_id"),
    }
    missing = set()
    for model in apps.get_models():
        columns = {field.attname for field in model._meta.concrete_fields}
        if "company_id" not in columns:
            continue
        for field in model._meta.concrete_fields:
            parent = field.related_model
            if not isinstance(field, models.ForeignKey) or parent is None or parent._meta.label == "companies.Company":
                continue
            if "company_id" in {f.attname for f in parent._meta.concrete_fields}:
                missing.add((model._meta.db_table, field.column))
    assert missing - composite - exempt == set()


def test_hats_of_code_and_database_agree():
    known = {name for (name,) in rows("SELECT rolname FROM pg_roles WHERE rolname LIKE 'h\\_%'")}
    assert known == {hat.value for hat in Hat}
    for role, hat in ROLE_HAT.items():
        answer = rows(f"SELECT company_role_hat('{role.value}')")[0][0]
        assert answer in {None, hat.value}
