CREATE OR REPLACE FUNCTION earlier_answers(p_company uuid, p_layer integer)
 RETURNS jsonb
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT jsonb_build_object('motivation', a.motivation, 'objectives', a.objectives, 'own_hours', a.own_hours, 'body_kind', a.body_kind, 'support_from', a.support_from, 'support_evidence', a.support_evidence, 'support_texts', a.support_texts, 'referral_channel', a.referral_channel, 'answers', a.answers) FROM programmes_application a WHERE a.company_id = p_company AND a.layer = p_layer AND a.state <> 'draft' AND p_company = ANY (my_companies('h_contact')) ORDER BY a.submitted_at DESC, a.id LIMIT 1
$function$
