"""People: users, sign-in, invitations, second factor."""

from coaching.core.apps import ProductAppConfig


class AccountsConfig(ProductAppConfig):
    name = "coaching.accounts"
    label = "accounts"
    templates = ("account", "mfa", "usersessions", "socialaccount", "allauth")
