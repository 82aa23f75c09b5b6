"""Addresses of this app, from the root."""

from django.urls import path

from modules import views
from modules.editing import views as editing
from modules.gatherings import views as gatherings
from modules.materials import views as materials
from modules.uptake import views as uptake
from modules.wishes import views as wishes

app_name = "modules"
C = "p/<slug:programme>/catalogue/"
urlpatterns = [
    path("", views.home, name="home"),
    path("offer/", views.offer, name="offer"),
    path("offer/<slug:slug>/", views.module, name="module"),
    path("offer/gathering/<uuid:pk>/", gatherings.sign_up, name="sign_up"),
    path("offer/place/<uuid:pk>/<str:token>/", gatherings.place, name="place"),
    path("offer/place/<uuid:pk>/<str:token>/give-up/", gatherings.give_up, name="give_up_place"),
    path("offer/place/<uuid:pk>/<str:token>/gathering.ics", gatherings.calendar, name="place_calendar"),
    path("offer/<slug:slug>/<uuid:pk>/", materials.material, name="material"),
    path("offer/<slug:slug>/<uuid:pk>/read/", materials.guide, name="guide"),
    path(C, editing.catalogue, name="catalogue"),
    path(C + "new/", editing.begin, name="begin_module"),
    path(C + "<uuid:pk>/", editing.keep, name="keep"),
    path(C + "<uuid:pk>/draft/", editing.draft, name="draft_version"),
    path(C + "<uuid:pk>/retire/", editing.retire, name="retire_module"),
    path(C + "<uuid:pk>/bring-back/", editing.bring_back, name="bring_back_module"),
    path(C + "<uuid:pk>/materials/<uuid:material>/", materials.kept_material, name="kept_material"),
    path(C + "<uuid:pk>/materials/<uuid:material>/again/", materials.make_again, name="make_again"),
    path(C + "versions/<uuid:pk>/", editing.version, name="version"),
    path(C + "versions/<uuid:pk>/review/", editing.ask_review, name="ask_review"),
    path(C + "versions/<uuid:pk>/publish/", editing.publish, name="publish_version"),
    path(C + "versions/<uuid:pk>/send-back/", editing.send_back, name="send_back_version"),
    path(C + "versions/<uuid:pk>/discard/", editing.discard, name="discard_version"),
    path(C + "versions/<uuid:pk>/poster/", materials.add_poster, name="add_poster"),
    path(C + "versions/<uuid:pk>/file/", materials.add_file, name="add_file"),
    path(C + "versions/<uuid:pk>/remove/<uuid:material>/", materials.remove, name="remove_material"),
    path(C + "versions/<uuid:pk>/move/<uuid:material>/<slug:way>/", materials.move, name="move_material"),
    path(C + "versions/<uuid:pk>/<slug:part>/", editing.part, name="version_part"),
    path("p/<slug:programme>/gatherings/", gatherings.gatherings, name="gatherings"),
    path("p/<slug:programme>/gatherings/new/", gatherings.plan, name="plan_gathering"),
    path("p/<slug:programme>/gatherings/<uuid:pk>/", gatherings.gathering, name="gathering"),
    path("p/<slug:programme>/gatherings/<uuid:pk>/change/", gatherings.change, name="change_gathering"),
    path("p/<slug:programme>/gatherings/<uuid:pk>/cancel/", gatherings.cancel, name="cancel_gathering"),
    path("offer/<slug:slug>/take/", uptake.take, name="take"),
    path("offer/taken/<uuid:pk>/<str:token>/", uptake.taken, name="taken"),
    path("me/take/<slug:slug>/", uptake.take_up, name="take_up"),
    path("me/dates/<slug:slug>/", wishes.wish, name="wish_date"),
    path("me/dates/<slug:slug>/drop/", wishes.drop, name="drop_wish"),
    path("me/uptakes/", uptake.own_uptakes, name="own_uptakes"),
    path("me/uptakes/<uuid:pk>/", uptake.own_uptake, name="own_uptake"),
    path("me/uptakes/<uuid:pk>/stop/", uptake.stop, name="stop_uptake"),
    path("me/uptakes/<uuid:pk>/apply/", uptake.apply_further, name="apply_further"),
    path("c/<slug:company>/offer/", uptake.company_uptakes, name="company_uptakes"),
    path("p/<slug:programme>/uptakes/", uptake.desk_uptakes, name="desk_uptakes"),
    path("p/<slug:programme>/uptakes/<uuid:pk>/", uptake.desk_uptake, name="desk_uptake"),
]
