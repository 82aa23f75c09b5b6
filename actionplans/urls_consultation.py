"""Addresses of consultation, adoption and the carrying-out of measures, from the root."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
