"""Every address of the product. The first path segment decides the tenant context (core.tenancy.middleware.AREAS)."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("coaching.core.urls")),
    path("", include("coaching.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("", include("coaching.companies.urls")),
    path("", include("coaching.coaches.urls")),
    path("", include("modules.urls")),
    path("", include("coaching.programmes.urls")),
    path("", include("coaching.trajectories.urls")),
    path("", include("riskanalysis.urls")),
    path("", include("actionplans.urls")),
    path("", include("coaching.insight.urls")),
]
if settings.DEMO:
    urlpatterns += [path("", include("coaching.core.urls_demo"))]
