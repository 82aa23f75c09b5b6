"""The local mailbox page reads the outbox without a place. It exists outside production only.

Both functions answer only in an installation with demo accounts (production refuses those), or about addresses in
domains that are reserved for tests and can belong to nobody (RFC 2606).
"""

from django.conf import settings
from django.db import migrations

from coaching.core.tenancy.security import definer_function

SHOWN = (
    "FROM core_outgoingemail m LEFT JOIN accounts_user u ON u.id = m.recipient_id "
    "CROSS JOIN LATERAL (SELECT coalesce(nullif(m.to_address, ''), nullif(m.address, ''), u.email)::text AS email) t "
    "WHERE (EXISTS (SELECT 1 FROM accounts_user d WHERE d.is_demo) "
    "OR t.email ~* '\\.(test|example|invalid)$' OR t.email ~* '@(example\\.(com|org|net)|localhost)$')"
)
LIST = definer_function(
    "demo_mailbox(p_search text, p_before timestamptz)",
    "TABLE (id uuid, email text, subject text, kind text, state text, created_at timestamptz, sent_at timestamptz)",
    "SELECT m.id, t.email, m.subject::text, m.kind::text, m.state::text, m.created_at, m.sent_at "
    f"{SHOWN} AND (p_before IS NULL OR m.created_at < p_before) "
    "AND (p_search = '' OR position(lower(p_search) in lower(t.email || ' ' || m.subject)) > 0) "
    "ORDER BY m.created_at DESC, m.id LIMIT 51",
    [],
    logins=["w_web"],
)
ONE = definer_function(
    "demo_mail(p_id uuid)",
    "TABLE (id uuid, email text, subject text, kind text, state text, created_at timestamptz, sent_at timestamptz,"
    " last_error text, body_text text, body_html text)",
    "SELECT m.id, t.email, m.subject::text, m.kind::text, m.state::text, m.created_at, m.sent_at, m.last_error,"
    f" m.body_text, m.body_html {SHOWN} AND m.id = p_id",
    [],
    logins=["w_web"],
)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_functions"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.RunSQL(LIST, "DROP FUNCTION demo_mailbox(text, timestamptz)"),
        migrations.RunSQL(ONE, "DROP FUNCTION demo_mail(uuid)"),
    ]
