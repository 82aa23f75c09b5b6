"""The Celery application. Beat's schedule is the list of periodic jobs that the apps register."""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")
app = Celery("vijfsprong", task_cls="coaching.core.tenancy.tasks:ContextTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")


@app.on_after_finalize.connect
def schedule_periodic_jobs(sender: Celery, **_kwargs: object) -> None:
    """Put every registered periodic job on beat's clock."""
    from coaching.core.jobs.periodic import JOBS, run_job  # noqa: PLC0415 - apps are not ready when this file is read

    sender.conf.beat_schedule = {
        job.name: {"task": run_job.name, "schedule": job.schedule, "args": (job.name,)} for job in JOBS.values()
    }


@worker_init.connect
def check_login(**_kwargs: object) -> None:
    """A worker does not start as a login for whom row-level security is void."""
    from coaching.core.tenancy.startup import refuse_privileged_login  # noqa: PLC0415 - apps are not ready when this file is read

    refuse_privileged_login()
