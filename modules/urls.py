"""Addresses of this app, from the root."""

from django.urls import path

from modules import views
from modules.sessions import views as sessions
from modules.uptake import views as uptake

app_name = "modules"
urlpatterns = [
    path("", views.home, name="home"),
    path("offer/", views.offer, name="offer"),
    path("offer/<slug:slug>/", views.module, name="module"),
    path("offer/session/<uuid:pk>/", sessions.sign_up, name="sign_up"),
    path("offer/place/<uuid:pk>/<str:token>/", sessions.place, name="place"),
    path("offer/place/<uuid:pk>/<str:token>/give-up/", sessions.give_up, name="give_up_place"),
    path("offer/place/<uuid:pk>/<str:token>/session.ics", sessions.calendar, name="place_calendar"),
    path("p/<slug:programme>/sessions/", sessions.sessions, name="sessions"),
    path("p/<slug:programme>/sessions/new/", sessions.plan, name="plan_session"),
    path("p/<slug:programme>/sessions/<uuid:pk>/", sessions.session, name="session"),
    path("p/<slug:programme>/sessions/<uuid:pk>/change/", sessions.change, name="change_session"),
    path("p/<slug:programme>/sessions/<uuid:pk>/cancel/", sessions.cancel, name="cancel_session"),
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
