CREATE OR REPLACE FUNCTION verify_document(p_code text)
 RETURNS TABLE(kind text, title text, language text, version_no integer, sha256 text, created_at timestamp with time zone, latest boolean)
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT d.kind::text, d.title::text, d.language::text, d.version_no, d.sha256::text, d.created_at, NOT EXISTS (SELECT 1 FROM core_document n WHERE n.subject_id = d.subject_id AND n.kind = d.kind AND n.language = d.language AND n.version_no > d.version_no AND n.state = 'ready') FROM core_document d WHERE d.code = p_code AND d.state = 'ready'
$function$
