"""Lists that several apps share: themes, languages, provinces."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    DUTCH = "nl", _("Dutch")
    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")


class Theme(models.TextChoices):
    """Themes of health promotion (SERV 2021 §1) and the psychosocial ones added by the programme."""

    MENTAL = "mental", _("mental health")
    TOBACCO = "tobacco", _("tobacco")
    ALCOHOL = "alcohol", _("alcohol and drugs")
    NUTRITION = "nutrition", _("nutrition")
    MOVEMENT = "movement", _("movement and sitting")
    WORK_LIFE = "work_life", _("work–life balance")
    WORKLOAD = "workload", _("workload")
    SLEEP = "sleep", _("sleep")
    ERGONOMICS = "ergonomics", _("ergonomics")


class Province(models.TextChoices):
    """Codes as in the funnel's fixed order: the five Flemish provinces and Brussels first, by name."""

    ANTWERPEN = "ANT", _("Antwerp")
    BRUSSEL = "BRU", _("Brussels")
    LIMBURG = "LIM", _("Limburg")
    OOST_VLAANDEREN = "OVL", _("East Flanders")
    VLAAMS_BRABANT = "VBR", _("Flemish Brabant")
    WEST_VLAANDEREN = "WVL", _("West Flanders")
    WALLOON_BRABANT = "WBR", _("Walloon Brabant")
    HAINAUT = "HAI", _("Hainaut")
    LIEGE = "LIE", _("Liège")
    LUXEMBOURG = "LUX", _("Luxembourg")
    NAMUR = "NAM", _("Namur")
    UNKNOWN = "", _("unknown")


# Which provinces touch: subject/data.md#provinces-by-postcode. Brussels lies in Flemish Brabant.
_BORDERS = (
    "ANT-LIM ANT-VBR ANT-OVL BRU-VBR LIM-VBR LIM-LIE OVL-VBR OVL-WVL OVL-HAI VBR-WBR VBR-LIE VBR-HAI WVL-HAI "
    "WBR-LIE WBR-NAM WBR-HAI HAI-NAM LIE-NAM LIE-LUX LUX-NAM"
)
NEIGHBOURS: dict[str, frozenset[str]] = {
    code: frozenset(other for pair in _BORDERS.split() if code in pair for other in pair.split("-") if other != code)
    for code in Province.values
    if code
}


POSTCODES: list[tuple[int, int, str]] = [  # subject/data.md#provinces-by-postcode
    (1000, 1299, "BRU"),
    (1300, 1499, "WBR"),
    (1500, 1999, "VBR"),
    (2000, 2999, "ANT"),
    (3000, 3499, "VBR"),
    (3500, 3999, "LIM"),
    (4000, 4999, "LIE"),
    (5000, 5999, "NAM"),
    (6000, 6599, "HAI"),
    (6600, 6999, "LUX"),
    (7000, 7999, "HAI"),
    (8000, 8999, "WVL"),
    (9000, 9999, "OVL"),
]


# Places that changed province and kept their postcode: Zwijndrecht became part of Beveren-Kruibeke-Zwijndrecht on
# 1 January 2025, and with it of East Flanders.
MOVED_POSTCODES = {"2070": "OVL"}


def province_of(postcode: str) -> str:
    """Province code of a Belgian postcode; "" when there is none."""
    if not (postcode.isascii() and postcode.isdigit() and len(postcode) == 4):
        return ""
    if postcode in MOVED_POSTCODES:
        return MOVED_POSTCODES[postcode]
    number = int(postcode)
    return next((code for low, high, code in POSTCODES if low <= number <= high), "")
