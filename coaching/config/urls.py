"""Every address of the product. The first path segment decides the tenant context (core.tenancy.middleware.AREAS)."""

from allauth.account.views import signup
from django.conf import settings
from django.db import transaction
from django.urls import include, path

urlpatterns = [
    path("", include("coaching.core.urls")),
    path("", include("coaching.accounts.urls")),
    # An account and the mail that confirms it are there together: of two at the same instant the second sees both.
    path("account/signup/", transaction.atomic(signup), name="account_signup"),
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
