CREATE OR REPLACE FUNCTION mandate_follows()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  coach bigint;
  present companies_mandate;
  asked record;
  moment timestamptz;
  done text;
  grace integer := (SELECT c.grace_days FROM companies_company c WHERE c.id = coalesce(NEW.company_id, OLD.company_id));
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE companies_mandate m SET ended_at = app_now() WHERE m.id = OLD.mandate_id AND m.ended_at IS NULL;
    RETURN OLD;
  END IF;
  -- Nobody points a trajectory at a mandate by hand.
  NEW.mandate_id := CASE WHEN TG_OP = 'UPDATE' THEN OLD.mandate_id END;
  SELECT k.user_id INTO coach FROM coaches_coach k WHERE k.id = NEW.coach_id;
  SELECT * INTO present FROM companies_mandate m WHERE m.id = NEW.mandate_id;
  IF present.id IS NOT NULL AND present.ended_at IS NULL THEN
    IF NEW.state = 'stopped' OR coach IS DISTINCT FROM present.person_id THEN
      moment := coalesce(CASE WHEN NEW.state = 'stopped' THEN NEW.stopped_at ELSE NEW.coach_accepted_at END, app_now());
      UPDATE companies_mandate m SET ended_at = moment, ended_by_id = app_uid() WHERE m.id = present.id;
      done := 'companies.mandate_ended';
    ELSIF NEW.state = 'closed' AND (present.writes_until IS NULL OR present.writes_until > NEW.closed_at) THEN
      UPDATE companies_mandate m SET writes_until = NEW.closed_at,
             reads_until = least(m.reads_until, NEW.closed_at + make_interval(days => grace)) WHERE m.id = present.id;
      moment := NEW.closed_at;
      done := 'companies.mandate_runs_out';
    END IF;
    IF done IS NOT NULL THEN
      INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, subject_type, subject_id, event, source, target, reason, data)
      VALUES (gen_random_uuid(), moment, app_uid(), current_setting('role'), NEW.company_id, 'companies.mandate',
              present.id, done, '', '', '', jsonb_build_object('person', present.person_id));
    END IF;
  END IF;
  IF coach IS NULL OR NEW.state = 'stopped' OR TG_OP = 'UPDATE' AND NEW.coach_id IS NOT DISTINCT FROM OLD.coach_id THEN
    RETURN NEW;
  END IF;
  -- What the company asked this coach; nobody's word makes a mandate begin before the company asked.
  SELECT r.whole_file, r.requested_at, r.requested_by_id INTO asked FROM trajectories_coachrequest r
   WHERE r.trajectory_id = NEW.id AND r.coach_id = NEW.coach_id ORDER BY r.requested_at DESC LIMIT 1;
  moment := greatest(coalesce(NEW.coach_accepted_at, NEW.approved_on::timestamp AT TIME ZONE 'Europe/Brussels'),
                     asked.requested_at);
  INSERT INTO companies_mandate (id, company_id, person_id, discipline, since, begins_at, writes_until, reads_until,
                                 given_at, given_by_id)
  VALUES (gen_random_uuid(), NEW.company_id, coach, 'coach',
          -- Who takes over a coaching goes on with what was made in it.
          CASE WHEN asked.whole_file THEN NULL ELSE coalesce(present.since, present.begins_at, moment) END,
          moment, CASE WHEN NEW.state = 'closed' THEN NEW.closed_at END,
          CASE WHEN NEW.state = 'closed' THEN NEW.closed_at + make_interval(days => grace) END, moment, asked.requested_by_id)
  RETURNING id INTO NEW.mandate_id;
  INSERT INTO core_auditevent (id, at, actor_id, hat, company_id, subject_type, subject_id, event, source, target, reason, data)
  VALUES (gen_random_uuid(), moment, app_uid(), current_setting('role'), NEW.company_id, 'companies.mandate',
          NEW.mandate_id, 'companies.mandate_given', '', '', '',
          jsonb_build_object('person', coach, 'discipline', 'coach', 'whole_file', coalesce(asked.whole_file, false)));
  RETURN NEW;
END
$function$
