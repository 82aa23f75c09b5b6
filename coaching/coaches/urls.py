"""Addresses of this app, from the root."""

from django.urls import URLPattern, path

from coaching.coaches import views

app_name = "coaches"
urlpatterns: list[URLPattern] = [
    path("coaches/", views.directory, name="directory"),
    path("coaches/<slug:coach>/", views.profile, name="profile"),
    path("coach/profile/", views.own_profile, name="own_profile"),
]
