CREATE OR REPLACE FUNCTION note_help(p_piece uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
INSERT INTO trajectories_helped (id, trajectory_id, piece_id, company_id, programme_id)
SELECT gen_random_uuid(), t.id, p.id, t.company_id, t.programme_id
  FROM companies_filepiece p JOIN trajectories_trajectory t ON t.company_id = p.company_id
 -- Made while the coaching went on: nobody counts afterwards what was there before it.
 WHERE p.id = p_piece
   AND p.made_at >= coalesce(least(t.coach_accepted_at, t.started_on::timestamp AT TIME ZONE 'Europe/Brussels'),
                             t.approved_on::timestamp AT TIME ZONE 'Europe/Brussels')
   AND t.state NOT IN ('closed', 'stopped') AND (t.coach_id IS NOT NULL OR t.started_on IS NOT NULL)
   AND (current_setting('role', true) = 'h_system' OR p.made_by_id = app_uid())
ON CONFLICT DO NOTHING
$function$
