"""Rights as access.py declares them: find_coach_place.

* find_coach_place(text,bigint,text): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION find_coach_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT k.id, k.slug::text, k.name::text, 'h_coach'::text, ARRAY['coach', 'guest'], false, ARRAY['h_coach'] FROM coaches_coach k WHERE k.user_id = p_user AND k.state <> 'left'
$function$
""",
]
BACKWARDS = [
    """CREATE OR REPLACE FUNCTION find_coach_place(p_slug text, p_user bigint, p_wanted text)
 RETURNS TABLE(id uuid, slug text, name text, hat text, roles text[], has_mandate boolean, hats text[])
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$ SELECT k.id, k.slug::text, k.name::text, 'h_coach'::text, ARRAY['coach'], false, ARRAY['h_coach'] FROM coaches_coach k WHERE k.user_id = p_user AND k.state <> 'left' $function$

""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0016_pieces"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0009_mandates"),
        ("coaches", "0005_where_and_when"),
        ("riskanalysis", "0007_mandates"),
        ("actionplans", "0011_mandates"),
        ("programmes", "0031_register_as_it_is"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0032_mandates"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
