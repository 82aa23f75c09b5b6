#!/usr/bin/env python3
"""Django's commands. Outside production they find the embedded servers, start them if needed, leave them as found."""

import os
import sys

# Only these change the schema, so only these log in as its owner.
OWNER = {
    "access",
    "migrate",
    "prepare_run",
    "rewrite_history",
    "makemigrations",
    "sqlmigrate",
    "showmigrations",
    "optimizemigration",
    "squashmigrations",
}
NO_SUCH_TABLE = "42P01"  # PostgreSQL's code
WITHOUT_SERVERS = {"check_export", "messages", "help", "collectstatic", "findstatic", "state_diagrams", "version"}


def execute() -> None:
    """Run the command; what the operator can mend comes as one line, not as a traceback."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - says what is missing when nothing is installed yet
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - says what is missing when nothing is installed yet
    from django.core.management.base import CommandParser  # noqa: PLC0415 - says what is missing when nothing is installed yet
    from django.db import OperationalError, ProgrammingError  # noqa: PLC0415 - says what is missing when nothing is installed yet

    usage = CommandParser.print_usage
    CommandParser.print_usage = lambda parser, file=None: usage(parser, sys.stdout)  # type: ignore[method-assign]
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, OperationalError) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"{type(error).__name__}: {str(error).strip().splitlines()[0].strip()}")
    except ProgrammingError as error:
        if "--traceback" in sys.argv or getattr(error.__cause__, "pgcode", "") != NO_SUCH_TABLE:
            raise
        sys.exit("the database has no tables yet; run `make setup` (in production: manage.py migrate)")
    except KeyboardInterrupt:
        sys.exit(130)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    login = "app_owner" if name in OWNER else "w_web" if name == "runserver" else "w_worker"
    os.environ.setdefault("DATABASE_LOGIN", login)
    production = os.environ.get("VIJFSPRONG_MODE") == "production"
    try:
        from coaching.config import embedded  # noqa: PLC0415 - says what is missing when nothing is installed yet
    except ImportError as error:
        sys.exit(f"{error.name} is not installed here; run `make setup` and use .venv/bin/python")
    if "DATABASE_HOST" in os.environ or production or name in WITHOUT_SERVERS:
        execute()
        return
    os.environ.update(embedded.ensure())
    try:
        execute()
    finally:
        embedded.stop()


if __name__ == "__main__":
    main()
