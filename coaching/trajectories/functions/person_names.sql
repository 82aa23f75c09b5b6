CREATE OR REPLACE FUNCTION person_names(ids bigint[])
 RETURNS TABLE(id bigint, name text)
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
#variable_conflict use_column
DECLARE
  asker bigint := app_uid();
  companies uuid[];
  programmes uuid[];
  told bigint[];
  rest bigint[];
BEGIN
  IF current_setting('role', true) = 'h_system'
     OR (SELECT true FROM accounts_user s WHERE s.id = asker AND s.is_platform_staff AND s.is_active) THEN
    RETURN QUERY SELECT u.id, u.name::text FROM accounts_user u WHERE u.id = ANY (ids);
    RETURN;
  END IF;
  -- Companies that the person who asks has or had to do with.
  companies := ARRAY(SELECT m.company_id FROM companies_membership m WHERE m.user_id = asker
    UNION SELECT t.company_id FROM trajectories_trajectory t JOIN coaches_coach k ON k.id = t.coach_id WHERE k.user_id = asker
    UNION SELECT m.company_id FROM companies_mandate m WHERE m.person_id = asker
    UNION SELECT r.company_id FROM trajectories_coachrequest r JOIN coaches_coach k ON k.id = r.coach_id WHERE k.user_id = asker);
  -- Who coaches, who runs a programme and who runs the platform is no secret. Most pages need no more than this, so
  -- the rest is asked apart. “LIMIT 1” has the index of one person looked up; EXISTS would read whole tables at times.
  told := ARRAY(SELECT u.id FROM accounts_user u WHERE u.id = ANY (ids) AND (
    u.id = asker
    OR u.is_platform_staff
    OR (SELECT true FROM coaches_coach k WHERE k.user_id = u.id LIMIT 1)
    OR (SELECT true FROM programmes_programmemembership m WHERE m.user_id = u.id LIMIT 1)
    OR (SELECT true FROM companies_mandate m WHERE m.person_id = u.id AND m.company_id = ANY (companies) LIMIT 1)
    OR (SELECT true FROM companies_membership m WHERE m.user_id = u.id AND m.company_id = ANY (companies) LIMIT 1)));
  rest := ARRAY(SELECT unnest(ids) EXCEPT SELECT unnest(told));
  IF cardinality(rest) > 0 THEN
    -- An observer has to do with figures, with nobody's file.
    programmes := ARRAY(SELECT m.programme_id FROM programmes_programmemembership m
                        WHERE m.user_id = asker AND m.role <> 'observer');
    told := told || ARRAY(SELECT u.id FROM accounts_user u WHERE u.id = ANY (rest) AND (
      (SELECT true FROM companies_membership m JOIN programmes_application a ON a.company_id = m.company_id
       WHERE m.user_id = u.id AND a.state <> 'draft' AND a.programme_id = ANY (programmes) LIMIT 1)
      OR (SELECT true FROM programmes_partnermembership m JOIN programmes_partner p ON p.id = m.partner_id
          WHERE m.user_id = u.id AND p.programme_id = ANY (programmes) LIMIT 1)
      -- Who applied is known to the programme, and who sent it to the company as well.
      OR (SELECT true FROM programmes_application a WHERE a.applicant_id = u.id AND a.state <> 'draft'
          AND (a.programme_id = ANY (programmes) OR a.company_id = ANY (companies)) LIMIT 1)
      OR (SELECT true FROM programmes_application a WHERE a.company_id = ANY (companies) AND a.submitted_by_id = u.id LIMIT 1)
      -- Who writes a draft with whom.
      OR (SELECT true FROM programmes_draftshare s JOIN programmes_application a ON a.id = s.application_id
          WHERE s.user_id = u.id AND (a.applicant_id = asker OR a.id = ANY (my_shared_drafts())) LIMIT 1)
      OR (SELECT true FROM programmes_application a WHERE a.applicant_id = u.id AND a.id = ANY (my_shared_drafts()) LIMIT 1)));
  END IF;
  RETURN QUERY SELECT u.id, u.name::text FROM accounts_user u WHERE u.id = ANY (told);
END
$function$
