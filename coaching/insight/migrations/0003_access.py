"""Rights as access.py declares them: forget_old_entries, forget_records_of_company, forget_words_in_records and others.

* forget_old_entries(timestamp with time zone): may not be called by h_system
* forget_old_entries(timestamp with time zone): the function is missing
* forget_records_of_company(uuid,text[]): may not be called by h_system
* forget_records_of_company(uuid,text[]): the function is missing
* forget_words_in_records(text,text,boolean,uuid[],uuid[]): may not be called by h_system
* forget_words_in_records(text,text,boolean,uuid[],uuid[]): the function is missing
* held_about_me(): may not be called by h_person
* held_about_me(): the function is missing
"""

from django.db import migrations

FORWARDS = [
    """CREATE OR REPLACE FUNCTION forget_old_entries(p_before timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  gone int;
BEGIN
  IF p_before > app_now() - interval '180 days' THEN
    RAISE EXCEPTION 'entries of the machine are kept for half a year at least';
  END IF;
  -- That the machine put its hat on, of no company and no person. Nothing that somebody did.
  DELETE FROM core_auditevent e WHERE e.event = 'system.entered' AND e.at < p_before
     AND e.actor_id IS NULL AND e.company_id IS NULL AND e.programme_id IS NULL;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END
$function$
""",
    "REVOKE ALL ON FUNCTION forget_old_entries(timestamp with time zone) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION forget_records_of_company(p_company uuid, p_kept text[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  gone int;
  emptied int;
  advice int;
BEGIN
  -- What was decided about public money stays without a word: who, when, from which state to which.
  UPDATE core_auditevent e SET reason = '', data = '{}'::jsonb
   WHERE e.company_id = p_company AND e.subject_type = ANY (p_kept) AND (e.reason <> '' OR e.data <> '{}'::jsonb);
  GET DIAGNOSTICS emptied = ROW_COUNT;
  DELETE FROM core_auditevent e WHERE e.company_id = p_company AND NOT e.subject_type = ANY (p_kept);
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM companies_adviseradvice a WHERE a.company_id = p_company;
  GET DIAGNOSTICS advice = ROW_COUNT;
  INSERT INTO core_auditevent (id, at, hat, subject_type, event, source, target, reason, data)
  VALUES (gen_random_uuid(), app_now(), 'h_system', '', 'records.company_forgotten', '', '', '',
          jsonb_build_object('lines', gone, 'emptied', emptied, 'advice', advice));
  RETURN gone + emptied + advice;
END
$function$
""",
    "REVOKE ALL ON FUNCTION forget_records_of_company(uuid,text[]) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION forget_words_in_records(p_pattern text, p_instead text, p_loose boolean, p_companies uuid[], p_programmes uuid[])
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  lines int;
  advice int;
BEGIN
  IF length(p_pattern) < 5 THEN
    RAISE EXCEPTION 'words as short as that stand everywhere';
  END IF;
  UPDATE core_auditevent e
     SET reason = regexp_replace(e.reason, p_pattern, p_instead, 'gi'),
         data = regexp_replace(e.data::text, p_pattern, p_instead, 'gi')::jsonb
   WHERE (e.reason ~* p_pattern OR e.data::text ~* p_pattern)
     AND (NOT p_loose OR e.company_id = ANY (p_companies)
          -- Of another company in that programme the same words may be the name.
          OR e.company_id IS NULL AND (e.programme_id IS NULL OR e.programme_id = ANY (p_programmes)));
  GET DIAGNOSTICS lines = ROW_COUNT;
  UPDATE companies_adviseradvice a SET text = regexp_replace(a.text, p_pattern, p_instead, 'gi')
   WHERE a.text ~* p_pattern AND (NOT p_loose OR a.company_id = ANY (p_companies));
  GET DIAGNOSTICS advice = ROW_COUNT;
  -- Nobody rewrites what is on record without a line that says so.
  IF lines + advice > 0 THEN
    INSERT INTO core_auditevent (id, at, hat, subject_type, event, source, target, reason, data)
    VALUES (gen_random_uuid(), app_now(), 'h_system', '', 'records.words_removed', '', '', '',
            jsonb_build_object('lines', lines, 'advice', advice));
  END IF;
  RETURN lines + advice;
END
$function$
""",
    "REVOKE ALL ON FUNCTION forget_words_in_records(text,text,boolean,uuid[],uuid[]) FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION held_about_me()
 RETURNS TABLE(table_name text, column_name text, counted bigint, about_me jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
#variable_conflict use_column
DECLARE
  asker bigint := app_uid();
  one record;
  number_of bigint;
  told jsonb;
BEGIN
  IF asker IS NULL THEN
    RETURN;
  END IF;
  -- Every column that holds the number of a person, also one that is added later.
  FOR one IN
    SELECT c.relname, a.attname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
       AND a.atttypid = 'bigint'::regtype AND a.attname LIKE '%\\_id'
       AND c.relname !~ '^(account_|accounts_user|mfa_|socialaccount_|usersessions_|auth_|django_)'
     ORDER BY 1, 2
  LOOP
    EXECUTE format('SELECT count(*) FROM %I WHERE %I = $1', one.relname, one.attname) INTO number_of USING asker;
    CONTINUE WHEN number_of = 0;
    told := NULL;
    -- Rows that are about the person, not about what they did. Without secrets, and without the words of mails, which
    -- the person reads where they stand. Who asked to work in a file is not told whose it is (ADR 0061).
    IF one.attname IN ('user_id', 'person_id', 'recipient_id', 'applicant_id', 'owner_id', 'assessor_id')
       AND one.relname !~ '^(programmes_application|actionplans_preventionmeasure|programmes_assessment|companies_filerequest)$' THEN
      EXECUTE format(
        'SELECT jsonb_agg(row ORDER BY row ->> ''id'') FROM (SELECT to_jsonb(t) - ''token_digest'' - ''code_digest'' - ''seed'''
        ' - ''context'' - ''body_text'' - ''body_html'' - ''dedupe_key'' - ''last_error''' || CASE WHEN one.relname = 'core_outgoingemail' THEN ' - ''company_id'' - ''piece_id''' ELSE '' END || ' AS row'
        ' FROM %I t WHERE %I = $1 LIMIT 5000) AS mine', one.relname, one.attname) INTO told USING asker;
    END IF;
    table_name := one.relname;
    column_name := one.attname;
    counted := number_of;
    about_me := told;
    RETURN NEXT;
  END LOOP;
END
$function$
""",
    "REVOKE ALL ON FUNCTION held_about_me() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION forget_old_entries(timestamp with time zone) TO h_system",
    "GRANT EXECUTE ON FUNCTION forget_records_of_company(uuid,text[]) TO h_system",
    "GRANT EXECUTE ON FUNCTION forget_words_in_records(text,text,boolean,uuid[],uuid[]) TO h_system",
    "GRANT EXECUTE ON FUNCTION held_about_me() TO h_person",
]
BACKWARDS = [
    "DROP FUNCTION held_about_me()",
    "DROP FUNCTION forget_words_in_records(text,text,boolean,uuid[],uuid[])",
    "DROP FUNCTION forget_records_of_company(uuid,text[])",
    "DROP FUNCTION forget_old_entries(timestamp with time zone)",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0004_access"),
        ("companies", "0006_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0009_access"),
        ("programmes", "0004_access"),
        ("modules", "0002_access"),
        ("trajectories", "0003_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
