"""Languages that coaches work in: more than the product itself speaks."""

from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
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

WEEKDAYS = [(number, WEEKDAY_NAMES[number - 1]) for number in range(1, 8)]  # ISO: 1 = Monday
