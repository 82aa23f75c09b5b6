"""Starts the servers before Django's settings load: an early pytest plugin (`-p tests.servers`)."""

from __future__ import annotations

import os

os.environ["VIJFSPRONG_MODE"] = "test"
if "DATABASE_HOST" not in os.environ:
    from coaching.config import embedded

    os.environ.update(embedded.ensure())
os.environ["DATABASE_LOGIN"] = "app_owner"
