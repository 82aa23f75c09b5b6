"""Narrow functions that address mails answer only whoever has to do with the company or the trajectory.

`role` is the hat that the transaction put on; a SECURITY DEFINER function does not change that setting. Who
administers a programme is no secret, so `administrators_of` stays open; `person_names` gives names for ids that a page
already has.
"""

from django.db import migrations

from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import definer_function

ACTIVE = "m.ended_at IS NULL AND m.begins_on <= app_today() AND (m.ends_on IS NULL OR m.ends_on >= app_today())"
CALLERS = [*HUMAN_HATS, Hat.SYSTEM]
SYSTEM = "current_setting('role', true) = 'h_system'"
OWN = f"""EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = p_company AND m.user_id = app_uid()
  AND {ACTIVE})"""
# A coach who was ever asked: whoever declines still has to tell the company so.
COACH = """EXISTS (SELECT 1 FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id
  WHERE r.company_id = p_company AND k.user_id = app_uid())
  OR EXISTS (SELECT 1 FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id
  WHERE t.company_id = p_company AND k.user_id = app_uid())"""
PROGRAMME = f"""EXISTS (SELECT 1 FROM programmes_application a JOIN programmes_programmemembership m
  ON m.programme_id = a.programme_id WHERE a.company_id = p_company AND m.user_id = app_uid() AND {ACTIVE})"""
APPLICANT = """EXISTS (SELECT 1 FROM programmes_application a WHERE a.company_id = p_company
  AND a.applicant_id = app_uid())"""
TRAJECTORY = f"""EXISTS (SELECT 1 FROM trajectories_trajectory x WHERE x.id = p_trajectory AND (
  EXISTS (SELECT 1 FROM companies_membership m WHERE m.company_id = x.company_id AND m.user_id = app_uid() AND {ACTIVE})
  OR EXISTS (SELECT 1 FROM coaches_coach k WHERE k.id = x.coach_id AND k.user_id = app_uid())
  OR EXISTS (SELECT 1 FROM programmes_programmemembership m WHERE m.programme_id = x.programme_id
             AND m.user_id = app_uid() AND {ACTIVE})))"""

CONTACTS_OF = definer_function(
    "contacts_of(p_company uuid)",
    "SETOF bigint",
    f"SELECT DISTINCT m.user_id FROM companies_membership m WHERE m.company_id = p_company AND m.role = 'contact' "
    f"AND {ACTIVE} AND ({SYSTEM} OR {OWN} OR {COACH} OR {PROGRAMME} OR {APPLICANT})",
    CALLERS,
)
# Who sits on which bench reveals union membership: never to a programme.
BODY_OF = definer_function(
    "body_of(p_company uuid)",
    "SETOF bigint",
    "SELECT DISTINCT m.user_id FROM companies_membership m WHERE m.company_id = p_company "
    f"AND company_role_hat(m.role) = 'h_cpbw' AND {ACTIVE} AND ({SYSTEM} OR {OWN} OR {COACH})",
    CALLERS,
)
COACH_OF = definer_function(
    "coach_of(p_trajectory uuid)",
    "SETOF bigint",
    "SELECT k.user_id FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id "
    f"WHERE t.id = p_trajectory AND ({SYSTEM} OR {TRAJECTORY})",
    CALLERS,
)


class Migration(migrations.Migration):
    dependencies = [("trajectories", "0009_imported")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (CONTACTS_OF, BODY_OF, COACH_OF)]
