"""Addresses of what a company measures, from the root."""

from django.urls import path

from actionplans.values import views

ALL = "c/<slug:company>/values/"
ONE = ALL + "<uuid:pk>/"
urlpatterns = [
    path(ALL, views.values, name="values"),
    path(ALL + "library/", views.values_library, name="values_library"),
    path(ALL + "new/", views.new_indicator, name="new_indicator"),
    path(ONE, views.indicator, name="indicator"),
    path(ONE + "change/", views.change_indicator, name="change_indicator"),
    path(ONE + "new/", views.new_value, name="new_value"),
    path(ONE + "<uuid:value>/", views.correct_value, name="correct_value"),
]
