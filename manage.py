#!/usr/bin/env python3
"""Django's commands, on the embedded servers when no others are named."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")
    if "DATABASE_HOST" not in os.environ and os.environ.get("VIJFSPRONG_MODE") != "production":
        from coaching.config import embedded

        os.environ.update(embedded.ensure())
    owner = {"migrate", "makemigrations", "sqlmigrate", "showmigrations"}
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    login = "app_owner" if name in owner else "w_web" if name == "runserver" else "w_worker"
    os.environ.setdefault("DATABASE_LOGIN", login)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
