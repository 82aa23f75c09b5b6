"""Every address of the product, by area. The first path segment decides the tenant context (core.tenancy)."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
]
