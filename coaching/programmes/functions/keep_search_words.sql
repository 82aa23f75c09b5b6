CREATE OR REPLACE FUNCTION keep_search_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  said text := '';
  part text;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM programmes_searchword WHERE id = OLD.id AND kind = TG_ARGV[0];
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  FOR place IN 1 .. TG_NARGS - 1 LOOP
    EXECUTE format('SELECT ($1).%I::text', TG_ARGV[place]) INTO part USING NEW;
    said := said || ' ' || coalesce(part, '');
  END LOOP;
  INSERT INTO programmes_searchword (kind, id, programme_id, word)
    SELECT DISTINCT TG_ARGV[0], NEW.id, NEW.programme_id, left(w, 60)
      FROM regexp_split_to_table(search_fold(said), E'[\\s!-/:-@\\[-`{-~]+') w WHERE w <> '';
  RETURN NEW;
END
$function$
