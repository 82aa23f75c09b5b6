CREATE OR REPLACE FUNCTION employer_says()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  -- The company's own row has no company_id.
  about uuid := coalesce((to_jsonb(NEW) ->> 'company_id')::uuid, (to_jsonb(NEW) ->> 'id')::uuid);
BEGIN
  IF current_user NOT LIKE 'h\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  IF current_user = 'h_contact' AND about = ANY (my_mandates()) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '%: who may bind the employer says this', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$function$
