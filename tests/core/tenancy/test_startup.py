"""The refusal to start as a privileged login."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection

from coaching.core.tenancy.startup import PrivilegedLogin, refuse_privileged_login


@pytest.mark.django_db(transaction=True)
def test_login_of_the_processes_is_accepted():
    refuse_privileged_login()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("login", ["postgres", "app_owner"])
def test_privileged_login_is_refused(login):
    connection.close()
    usual = connection.settings_dict["USER"]
    connection.settings_dict["USER"] = login
    try:
        with pytest.raises(PrivilegedLogin, match=login):
            refuse_privileged_login()
    finally:
        connection.close()
        connection.settings_dict["USER"] = usual


@pytest.mark.django_db(transaction=True)
def test_web_process_does_not_start_as_owner():
    environment = {**os.environ, "DATABASE_LOGIN": "app_owner", "DATABASE_NAME": connection.settings_dict["NAME"]}
    result = subprocess.run(
        [sys.executable, "-c", "import coaching.config.wsgi"], env=environment, capture_output=True, text=True
    )
    assert result.returncode != 0
    assert "refusing to start" in result.stderr
    assert "Traceback" not in result.stderr
