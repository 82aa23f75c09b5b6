"""Addresses that belong to no app: health, language, theme."""

from django.urls import path

from coaching.core.paper.urls import urlpatterns as documents
from coaching.core.screen import views
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
    *documents,
]
