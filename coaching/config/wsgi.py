"""The web process's entry point (gunicorn coaching.config.wsgi)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")
application = get_wsgi_application()

from coaching.core.tenancy.startup import refuse_privileged_login  # noqa: E402  (needs the apps loaded)

refuse_privileged_login()
