"""Rights as access.py declares them: carry_mail.

* carry_mail(timestamp with time zone,uuid,timestamp with time zone,text,text,text,text,uuid,text,text): may not be cal…
* carry_mail(timestamp with time zone,uuid,timestamp with time zone,text,text,text,text,uuid,text,text): the function i…
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION carry_mail(p_claimed_at timestamp with time zone, p_sent uuid, p_sent_at timestamp with time zone, p_sent_to text, p_sent_subject text, p_text text, p_html text, p_next uuid, p_next_to text, p_next_subject text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  UPDATE core_outgoingemail SET state = 'sent', sent_at = p_sent_at, to_address = p_sent_to, subject = p_sent_subject, body_text = p_text,
      body_html = p_html, last_error = ''
    WHERE p_sent IS NOT NULL AND state = 'sending' AND claimed_at = p_claimed_at AND (id = p_sent OR carried_by = p_sent);
  UPDATE core_outgoingemail SET to_address = p_next_to, subject = p_next_subject
    WHERE p_next IS NOT NULL AND state = 'sending' AND claimed_at = p_claimed_at AND (id = p_next OR carried_by = p_next);
  RETURN FOUND;
END
$function$
""",
    """REVOKE ALL ON FUNCTION carry_mail(timestamp with time zone,uuid,timestamp with time zone,text,text,text,text,uuid,text,text) FROM PUBLIC
""",
    """GRANT EXECUTE ON FUNCTION carry_mail(timestamp with time zone,uuid,timestamp with time zone,text,text,text,text,uuid,text,text) TO w_worker
""",
]
BACKWARDS = [
    """DROP FUNCTION carry_mail(timestamp with time zone,uuid,timestamp with time zone,text,text,text,text,uuid,text,text)
""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_observers"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0019_observers"),
        ("modules", "0010_observers"),
        ("trajectories", "0021_names_in_two_steps"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0006_observers"),
        ("insight", "0004_observers"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
