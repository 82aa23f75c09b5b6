-- Roles of the database: made once per cluster by a superuser, never by migrations.
DO $$
DECLARE r text;
BEGIN
  FOREACH r IN ARRAY ARRAY['h_contact','h_cpbw','h_coach','h_admin','h_observer','h_respondent','h_partner','h_staff',
                           'h_system','h_person','h_public'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = r) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', r);
    END IF;
  END LOOP;
  FOREACH r IN ARRAY ARRAY['w_web','w_worker','w_test'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = r) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB', r);
    END IF;
  END LOOP;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'app_owner') THEN
    CREATE ROLE app_owner LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB;
  END IF;
END $$;
GRANT h_contact, h_cpbw, h_coach, h_admin, h_observer, h_respondent, h_partner, h_staff, h_person, h_public
  TO w_web, w_worker, w_test WITH INHERIT FALSE, SET TRUE;
GRANT h_system TO w_worker, w_test WITH INHERIT FALSE, SET TRUE;
GRANT w_web, w_worker TO w_test WITH INHERIT TRUE, SET TRUE;
