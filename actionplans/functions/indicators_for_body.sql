CREATE OR REPLACE FUNCTION indicators_for_body()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- What a plan names that the own consultation body has.
SELECT coalesce(array_agg(DISTINCT found.id), '{}') FROM (
  SELECT o.measured_by_id AS id FROM actionplans_objective o
   WHERE o.measured_by_id IS NOT NULL AND o.plan_id = ANY ((SELECT global_plans_for_body())::uuid[])
  UNION ALL
  SELECT m.measured_by_id FROM actionplans_preventionmeasure m
   WHERE m.measured_by_id IS NOT NULL AND m.plan_id = ANY ((SELECT annual_plans_for_body())::uuid[])
) AS found
$function$
