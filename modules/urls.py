"""Addresses of this app, from the root."""

from django.urls import path

from modules import views
from modules.uptake import views as uptake

app_name = "modules"
urlpatterns = [
    path("", views.home, name="home"),
    path("offer/", views.offer, name="offer"),
    path("offer/<slug:slug>/", views.module, name="module"),
    path("offer/<slug:slug>/take/", uptake.take, name="take"),
    path("offer/taken/<uuid:pk>/<str:token>/", uptake.taken, name="taken"),
    path("me/take/<slug:slug>/", uptake.take_up, name="take_up"),
    path("me/uptakes/", uptake.own_uptakes, name="own_uptakes"),
    path("me/uptakes/<uuid:pk>/", uptake.own_uptake, name="own_uptake"),
    path("me/uptakes/<uuid:pk>/stop/", uptake.stop, name="stop_uptake"),
    path("me/uptakes/<uuid:pk>/apply/", uptake.apply_further, name="apply_further"),
    path("c/<slug:company>/offer/", uptake.company_uptakes, name="company_uptakes"),
    path("p/<slug:programme>/uptakes/", uptake.desk_uptakes, name="desk_uptakes"),
    path("p/<slug:programme>/uptakes/<uuid:pk>/", uptake.desk_uptake, name="desk_uptake"),
]
