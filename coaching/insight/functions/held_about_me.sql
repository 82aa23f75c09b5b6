CREATE OR REPLACE FUNCTION held_about_me()
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
       AND a.atttypid = 'bigint'::regtype AND a.attname LIKE '%\_id'
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
