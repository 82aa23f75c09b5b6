"""Who decides and who scores. All invented."""

from __future__ import annotations

from tests.acceptance.cast import Role, _number

SLUG, PROGRAMME = "veertig", "Veertig dossiers (proef)"
SECRETS = ("KRUGKIDROVUWG2ZAMJZG653O", "MFRGGZDFMZTWQ2LKNNWG23TP")
ADMINISTRATOR = Role("An Beslist", "an@veertig.example", secret=SECRETS[0])
ASSESSOR = Role("Bo Beoordeelt", "bo@veertig.example", secret=SECRETS[1])
LIMBURG, ELSEWHERE = 34, 6  # forty files: those of one province are put on the waiting list together
TO_SCORE = 12
REASON = "Later"
SUBJECT = "Infoavond over gezond werk"
FILES = [(f"Zaak {n:02d} (fictief)", _number(9_998_100 + n)) for n in range(LIMBURG + ELSEWHERE)]
