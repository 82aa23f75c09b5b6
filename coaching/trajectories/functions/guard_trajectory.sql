CREATE OR REPLACE FUNCTION guard_trajectory()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  log record;
  taken boolean := false;
BEGIN
  IF current_user NOT LIKE 'h\_%' OR current_user = 'h_system' THEN
    RETURN NEW;
  END IF;
  -- The policy of h_admin lets administrators in only.
  IF current_user <> 'h_admin' AND (OLD.coaching_hours, OLD.start_due_on, OLD.approved_on)
     IS DISTINCT FROM (NEW.coaching_hours, NEW.start_due_on, NEW.approved_on) THEN
    RAISE EXCEPTION 'hours and start date are set by the programme' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.coach_id IS NOT NULL AND NEW.coach_id IS DISTINCT FROM OLD.coach_id THEN
    IF current_user = 'h_coach' THEN
      taken := NEW.coach_id = ANY (my_coach_ids());
    ELSIF current_user = 'h_admin' THEN
      taken := OLD.coach_id IS NOT NULL;  -- a coach's files are handed over; where there is none, the company asks one
    END IF;
    IF NOT taken THEN
      RAISE EXCEPTION 'a coach takes a trajectory, nobody gives it' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  IF (OLD.hours_used, OLD.started_on, OLD.last_session_on) IS DISTINCT FROM (NEW.hours_used, NEW.started_on, NEW.last_session_on) THEN
    SELECT coalesce(sum(s.hours), 0) AS hours, min(s.held_on) AS first, max(s.held_on) AS last INTO log
      FROM trajectories_session s WHERE s.trajectory_id = NEW.id;
    -- Each column that changes becomes what the log says.
    IF (NEW.hours_used <> OLD.hours_used AND NEW.hours_used <> log.hours)
       OR (NEW.started_on IS DISTINCT FROM OLD.started_on AND NEW.started_on IS DISTINCT FROM log.first)
       OR (NEW.last_session_on IS DISTINCT FROM OLD.last_session_on AND NEW.last_session_on IS DISTINCT FROM log.last) THEN
      RAISE EXCEPTION 'hours and dates follow from the sessions' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  RETURN NEW;
END
$function$
