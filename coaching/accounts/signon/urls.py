"""Addresses of single sign-on, by the names that the sign-in library asks for."""

from django.urls import path

from coaching.accounts.signon import adapter

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", adapter.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", adapter.callback, name="openid_connect_callback"),
]
