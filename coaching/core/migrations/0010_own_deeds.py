"""What somebody did to a record last, asked by that person: most hats cannot read the trail, and a double click is theirs too."""

from django.db import migrations

from coaching.core.ground.roles import HUMAN_HATS, Hat
from coaching.core.tenancy.security import definer_function

OWN_DEED = definer_function(
    "my_last_event(p_subject uuid, p_events text[], p_moves boolean)",
    "TABLE (event varchar, at timestamptz, reason text)",
    "SELECT l.event, l.at, l.reason FROM (SELECT e.event, e.at, e.reason, e.actor_id FROM core_auditevent e"
    " WHERE e.subject_id = p_subject AND e.event = ANY (p_events) AND (NOT p_moves OR e.target <> '')"
    " ORDER BY e.at DESC, e.id DESC LIMIT 1) l WHERE l.actor_id = app_uid()",
    (*HUMAN_HATS, Hat.SYSTEM),
)


class Migration(migrations.Migration):
    dependencies = [("core", "0009_search_fold")]
    operations = [migrations.RunSQL(OWN_DEED, "DROP FUNCTION my_last_event(uuid, text[], boolean)")]
