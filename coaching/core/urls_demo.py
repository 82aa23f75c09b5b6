"""Addresses that exist only outside production."""

from django.urls import path

from coaching.core.mail import views as views_mailbox
from coaching.core.screen import styleguide as views_styleguide

app_name = "core_demo"
urlpatterns = [
    path("styleguide/", views_styleguide.styleguide, name="styleguide"),
    path("mailbox/", views_mailbox.mailbox, name="mailbox"),
    path("mailbox/<uuid:mail_id>/", views_mailbox.mail, name="mail"),
    path("mailbox/<uuid:mail_id>/html", views_mailbox.mail_html, name="mail_html"),
]
