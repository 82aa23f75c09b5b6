"""Addresses that belong to no app: health, language, theme."""

from django.urls import path

from coaching.core.paper.urls import urlpatterns as documents
from coaching.core.screen import found, views
from coaching.core.screen.typed.views import throw_away

app_name = "core"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("i18n/language", views.set_language, name="set_language"),
    path("theme", views.set_theme, name="set_theme"),
    path("help/", views.guides_all, name="guides"),
    path("help/<slug:role>/", views.guide, name="guide"),
    path("me/typed/<slug:key>/", throw_away, name="throw_away"),
    path("c/<slug:company>/pages/", views.company_pages, name="company_pages"),
    path("p/<slug:programme>/pages/", views.programme_pages, name="programme_pages"),
    path("c/<slug:company>/find/", found.company_find, name="company_find"),
    path("p/<slug:programme>/find/", found.programme_find, name="programme_find"),
    path("coach/find/", found.coach_find, name="coach_find"),
    *documents,
]
