"""Languages that coaches work in: more than the product itself speaks."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("nl", _("Dutch")),
    ("fr", _("French")),
    ("en", _("English")),
    ("de", _("German")),
    ("pl", _("Polish")),
    ("ro", _("Romanian")),
    ("tr", _("Turkish")),
    ("ar", _("Arabic")),
]
