"""The web process's entry point (gunicorn coaching.config.wsgi)."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")
django.setup(set_prefix=False)

from coaching.core.screen.malformed import Handler  # noqa: E402  (needs the apps loaded)
from coaching.core.screen.warm import warm_up  # noqa: E402
from coaching.core.tenancy.startup import refuse_privileged_login  # noqa: E402

application = Handler()
refuse_privileged_login()
warm_up()
