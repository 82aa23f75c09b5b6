"""Addresses of this app, from the root."""

from django.urls import URLPattern, path

from coaching.coaches import views

app_name = "coaches"
urlpatterns: list[URLPattern] = [
    path("coaches/", views.directory, name="directory"),
    path("coaches/<slug:coach>/", views.profile, name="profile"),
    path("coach/profile/", views.own_profile, name="own_profile"),
    path("coach/absences/", views.absences, name="absences"),
    path("coach/absences/<uuid:absence_id>/remove/", views.remove_absence, name="remove_absence"),
]
