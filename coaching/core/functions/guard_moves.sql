CREATE OR REPLACE FUNCTION guard_moves()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  hat text := current_user;
  move text;
BEGIN
  IF hat = 'h_system' OR hat NOT LIKE 'h\_%' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP = 'INSERT' THEN
    move := '>' || NEW.state;
  ELSIF TG_OP = 'DELETE' THEN
    move := OLD.state || '>';
  ELSIF NEW.state = OLD.state THEN
    RETURN NEW;
  ELSE
    move := hat || ':' || OLD.state || '>' || NEW.state;
  END IF;
  IF move = ANY (TG_ARGV) OR hat || ':' || OLD.state || '>*' = ANY (TG_ARGV) THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF move || '!' = ANY (TG_ARGV) THEN
    IF NEW.company_id = ANY (my_mandates()) THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION '% % needs the mandate of the employer', TG_TABLE_NAME, move USING ERRCODE = 'insufficient_privilege';
  END IF;
  RAISE EXCEPTION '% % is no move for %', TG_TABLE_NAME, move, hat USING ERRCODE = 'insufficient_privilege';
END
$function$
