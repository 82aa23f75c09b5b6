#!/bin/sh
# Runs once, in a new database container, after roles.sql: passwords, and the database in the hands of its owner.
set -eu
: "${APP_OWNER_PASSWORD:?}" "${W_WEB_PASSWORD:?}" "${W_WORKER_PASSWORD:?}"
psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv owner_password APP_OWNER_PASSWORD
\getenv web_password W_WEB_PASSWORD
\getenv worker_password W_WORKER_PASSWORD
\getenv database POSTGRES_DB
BEGIN;
ALTER ROLE app_owner NOCREATEDB PASSWORD :'owner_password';
ALTER ROLE w_web PASSWORD :'web_password';
ALTER ROLE w_worker PASSWORD :'worker_password';
ALTER ROLE w_test NOLOGIN;  -- tests have no business here
ALTER DATABASE :"database" OWNER TO app_owner;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO app_owner, w_web, w_worker;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
COMMIT;
SQL
