"""Addresses of the five-year plan, its objectives, the yearly plan and the planning of measures, from the root."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
