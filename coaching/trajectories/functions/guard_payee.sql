CREATE OR REPLACE FUNCTION guard_payee()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_user NOT LIKE 'h\_%' OR current_user = 'h_system' OR (OLD.state = 'submitted' AND OLD.iban = '') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a statement is paid on the account that it was handed in with' USING ERRCODE = 'insufficient_privilege';
END
$function$
