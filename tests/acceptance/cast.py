"""Who plays the story. All invented."""

from __future__ import annotations

from dataclasses import dataclass

SLUG, PROGRAMME = "proef", "Gezond aan het werk (proef)"
COMPANY = "Wasserij De Witte Was"


@dataclass(frozen=True)
class Role:
    """secret: base32 of the authenticator app; "" for who needs no second step."""

    name: str
    email: str
    language: str = "nl"
    secret: str = ""
    password: str = "vier-gewone-woorden-samen"


def _number(first_eight: int) -> str:
    """Ten digits with the right check digits, from a range that belongs to nobody."""
    return f"{first_eight:08d}{97 - first_eight % 97:02d}"


NUMBER = _number(9_998_001)
EMPLOYER = Role("Bart De Korst", "bart@dewittewas.example")
ADMINISTRATOR = Role("Hilde Beheerder", "hilde@programma.example", secret="MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK")
COACH = Role("An Wegwijs", "an@coach.example", secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
# The programme of which a minister asks how it stands.
MINISTERS = "preventiecoaches"
MINISTERS_ADMINISTRATOR = Role("Lut Cijfers", "lut@programma.example", secret="NRXXEZLNEBUXA43VNUQGI33M")
# Who agree on dates.
DATES = "samenplannen"
DATES_ADMINISTRATOR = Role("Ann Plant", "ann@programma.example", secret="KRUGS4ZANFZSAYJAORSXG5A2")
DATES_COACH = Role("Wim Week", "wim@coach.example", secret="ORUGS4ZANFZSAYJAORSXG5A3")
DATES_BAKER = Role("Bea Morgen", "bea@bakkerij-morgen.example")
# Who asks what is held about her.
HELD = "bewaard"
HELD_NUMBER = _number(9_997_065)
HELD_ADMINISTRATOR = Role("Per Bewaard", "per@programma.example", secret="KRUGS4ZANFZSAYJAORSXG5A4")
HELD_COACH = Role("Cor Kaart", "cor@coach.example", secret="ORUGS4ZANFZSAYJAORSXG5A5")
HELD_BAKER = Role("Hilde Avond", "hilde@bakkerij-avond.example")
# Whose work changes.
CHANGE_COMPANY = "Wasserij Twee Vloeren"
CHANGE_EMPLOYER = Role("Rik Vloer", "rik@tweevloeren.example")
CHANGE_MEMBER = Role("Nora Leest", "nora@tweevloeren.example")
# Whose year turns.
YEARS = "jaren"
YEARS_ADMINISTRATOR = Role("Jan Kalender", "jan@programma.example", secret="KRUGS4ZANFZSAYJAORSXG5A4")
YEARS_BAKER = Role("Nora Nieuwjaar", "nora@bakkerij-nieuwjaar.example")
# Who brings a spreadsheet in.
SHEET = "rekenblad"
SHEET_ADMINISTRATOR = Role("Rita Rij", "rita@programma.example", secret="KRUGS4ZANFZSAYJAORSXG5A5")
SHEET_HR = Role("Karel Kolom", "karel@meubelen-kolom.example")
MEMBER = Role("Samira Delegee", "samira@dewittewas.example")
SECRETARY = Role("Claire Dumont", "claire@dewittewas.example", language="fr")
# Who is refused, and goes on.
REFUSING = "weinigplaats"
REFUSING_ADMINISTRATOR = Role("Nel Neen", "nel@programma.example", secret="NBSWY3DPEHPK3PXPJBSWY3DQ")
REFUSED_BAKER = Role("Gust Verder", "gust@bakkerij-verder.example")
REFUSED, REFUSED_NUMBER = "Bakkerij Verder (fictief)", _number(9_998_301)
WHY_REFUSED = "Het budget van dit jaar is op."
