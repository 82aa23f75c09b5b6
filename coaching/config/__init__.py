"""The wiring: settings, URLs, Celery, processes."""

from coaching.config.celery import app as celery_app  # so that every process publishes with our task class

__all__ = ["celery_app"]
