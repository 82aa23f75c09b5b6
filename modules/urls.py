"""Addresses of this app, from the root."""

from django.urls import path

from modules import views

app_name = "modules"
urlpatterns = [
    path("", views.home, name="home"),
    path("offer/", views.offer, name="offer"),
    path("offer/<slug:slug>/", views.module, name="module"),
]
