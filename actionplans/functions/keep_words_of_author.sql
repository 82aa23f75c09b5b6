CREATE OR REPLACE FUNCTION keep_words_of_author()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
      IF current_user = 'h_contact' AND OLD.author_id IS NOT NULL THEN
        RAISE EXCEPTION 'the words of a remark are its author''s' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END
$function$
