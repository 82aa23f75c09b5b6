CREATE OR REPLACE FUNCTION letter_paragraph(p_application uuid, p_letter text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT t.texts FROM programmes_application a
  JOIN programmes_texttemplate t ON t.programme_id = a.programme_id AND t.added_to = p_letter AND t.retired_at IS NULL
 WHERE a.id = p_application AND starts_with(p_letter, 'letter.')
   AND (current_setting('role', true) = 'h_system' OR a.programme_id = ANY (my_judged())
        OR a.company_id = ANY (my_companies('h_contact')))
$function$
