"""What waits for whom: placeholder."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_pages(world, login):
    for who, url in (
        ("contact_a", reverse("insight:workspace", args=[world.company_a.slug])),
        ("coach_a", "/coach/"),
        ("admin_a", f"/p/{world.programme_a.slug}/"),
        ("coach_a", "/coach/waits/"),
        ("admin_a", f"/p/{world.programme_a.slug}/waits/"),
        ("worker_bench_a", f"/c/{world.company_a.slug}/advice/"),
    ):
        r = login(getattr(world, who)).get(url)
        assert r.status_code == 200, (who, url)
        print(who, r.context["nav"] and [(str(i.label), i.badge) for i in r.context["nav"]])
