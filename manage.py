#!/usr/bin/env python3
"""Django's commands. Outside production they find the embedded servers, start them if needed and leave them as they were."""

import os
import sys

# Only these change the schema, so only these log in as its owner.
OWNER = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "optimizemigration", "squashmigrations"}
WITHOUT_SERVERS = {"messages", "help", "collectstatic", "findstatic", "state_diagrams", "version"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here; run `make setup` and use .venv/bin/python")
    login = "app_owner" if name in OWNER else "w_web" if name == "runserver" else "w_worker"
    os.environ.setdefault("DATABASE_LOGIN", login)
    production = os.environ.get("VIJFSPRONG_MODE") == "production"
    if "DATABASE_HOST" in os.environ or production or name in WITHOUT_SERVERS:
        execute_from_command_line(sys.argv)
        return
    from coaching.config import embedded

    os.environ.update(embedded.ensure())
    try:
        execute_from_command_line(sys.argv)
    finally:
        embedded.stop()


if __name__ == "__main__":
    main()
