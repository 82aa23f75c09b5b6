CREATE OR REPLACE FUNCTION open_partner_link(p_code text, p_count boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  t programmes_partner%ROWTYPE;
BEGIN
  SELECT * INTO t FROM programmes_partner WHERE code = p_code AND retired_at IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  IF p_count THEN
    INSERT INTO programmes_partnervisit (id, partner_id, programme_id, day, count)
      VALUES (gen_random_uuid(), t.id, t.programme_id, app_today(), 1)
      ON CONFLICT (partner_id, day) DO UPDATE SET count = programmes_partnervisit.count + 1;
  END IF;
  RETURN true;
END
$function$
