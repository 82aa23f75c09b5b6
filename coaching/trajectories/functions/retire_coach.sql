CREATE OR REPLACE FUNCTION retire_coach(p_coach uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
WITH gone AS (
    UPDATE coaches_coach k SET state = 'left', version = k.version + 1
     WHERE k.id = p_coach AND k.state <> 'left'
       AND NOT EXISTS (SELECT 1 FROM trajectories_trajectory t WHERE t.coach_id = k.id AND t.state NOT IN ('closed', 'stopped'))
       AND NOT EXISTS (SELECT 1 FROM trajectories_coachrequest r WHERE r.coach_id = k.id AND r.state = 'open')
       AND NOT EXISTS (SELECT 1 FROM programmes_accreditation a WHERE a.coach_id = k.id AND a.ended_on IS NULL)
       AND (EXISTS (SELECT 1 FROM programmes_accreditation a WHERE a.coach_id = k.id AND a.programme_id = ANY (my_administered()))
            OR EXISTS (SELECT 1 FROM trajectories_trajectory t WHERE t.coach_id = k.id AND t.programme_id = ANY (my_administered()))
            OR EXISTS (SELECT 1 FROM trajectories_coachrequest r WHERE r.coach_id = k.id AND r.programme_id = ANY (my_administered())))
    RETURNING k.user_id),
  -- Who has left reads nothing of the closed files any more.
  ended AS (
    UPDATE companies_mandate m SET ended_at = app_now(), ended_by_id = app_uid()
     WHERE m.discipline = 'coach' AND m.ended_at IS NULL AND m.person_id IN (SELECT gone.user_id FROM gone))
  SELECT EXISTS (SELECT 1 FROM gone)
$function$
