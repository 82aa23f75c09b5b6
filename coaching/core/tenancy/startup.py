"""Web and worker refuse to start as a login for whom row-level security is void."""

from __future__ import annotations

from django.db import connection

QUESTION = """
SELECT r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relkind = 'r' AND c.relowner = r.oid AND c.relnamespace = 'public'::regnamespace)
  FROM pg_roles r WHERE r.rolname = session_user
"""


class PrivilegedLogin(SystemExit):
    """The database login is superuser, BYPASSRLS or owner of the tables."""


def refuse_privileged_login() -> None:
    """Raise PrivilegedLogin when the database would not hold us back; leaves no open connection behind."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(QUESTION)
            superuser, bypass, owner = cursor.fetchone()
            login = connection.settings_dict["USER"]
    finally:
        connection.close()  # a forked child must not share it
    for guilty, why in ((superuser, "is superuser"), (bypass, "has BYPASSRLS"), (owner, "owns the tables")):
        if guilty:
            raise PrivilegedLogin(f"refusing to start: the database login {login} {why}; use w_web or w_worker")
