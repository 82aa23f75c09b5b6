"""A fresh web process has read its addresses, texts and templates before it takes anybody, and has asked nobody."""

from __future__ import annotations

import pytest
from django.template import engines

from coaching.core.screen.warm import warm_up


@pytest.mark.django_db
def test_it_reads_every_page_and_asks_no_database(django_assert_num_queries):
    (loader,) = engines["django"].engine.template_loaders
    loader.reset()
    with django_assert_num_queries(0):
        warm_up()
    known = set(loader.get_template_cache)
    assert {"insight/workspace.html", "documents/list.html", "components/header.html"} <= known
    assert not any(name.startswith(("pdf/", "mail/")) for name in known)
