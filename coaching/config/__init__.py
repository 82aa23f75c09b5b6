"""The wiring: settings, URLs, Celery, processes."""
