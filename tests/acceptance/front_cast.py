"""Who plays the front half. All invented."""

from __future__ import annotations

from tests.acceptance.cast import Role, _number

SLUG, PROGRAMME = "voorkant", "Samen gezond (proef)"
SECRETS = (
    "ORSXG5A2LB2GK43UPFXG2ZLT",
    "MJQXGZJTGJZXI3TJNZTSA43U",
    "NNSXS43FMNZGK5DTORUGC5DT",
    "PFXXK3TFMVSGC3TJNVQWIZLT",
    "OJQW4ZDPNVXXEZDFOJZWC3TE",
    "O5UW45DFOJUXGY3PNVUW4ZZB",
)
ADMINISTRATOR = Role("Greet Beheer", "greet@programma.example", secret=SECRETS[0])
ASSESSORS = [
    Role(f"Beoordelaar {name}", f"{name.lower()}@programma.example", secret=secret)
    for name, secret in zip(("Een", "Twee", "Drie"), SECRETS[1:4], strict=True)
]
LEAVER = Role("Karel Vertrekt", "karel@coach.example", secret=SECRETS[4])
SUCCESSOR = Role("Nele Blijft", "nele@coach.example", secret=SECRETS[5])
BAKER = Role("Mia Brood", "mia@bakkerij-brood.example")
FELLOWS = [Role(f"Buur {n}", f"buur{n}@markt.example") for n in (1, 2, 3)]
LATE = Role("Luc Laat", "luc@laat.example")
RUNNING = Role("Rita Loopt", "rita@loopt.example")
BAKERY, NUMBER = "Bakkerij Brood (fictief)", _number(9_997_001)
FELLOW_NUMBERS = [_number(9_997_010 + n) for n in range(3)]
TWELVE = [(f"Bedrijf {n:02d} (fictief)", _number(9_997_100 + n)) for n in range(12)]
