"""Words in cells that choose one of a list: our own in each language, codes, and what is usual in offices here."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation

from actionplans.enums import PreventionLevel
from coaching.core.reading.cells import fold, listed
from riskanalysis.enums import Colour, SubFactor, WellbeingDomain

YES = frozenset(("ja", "oui", "yes", "x", "1", "true", "waar", "vrai", "v"))
NO = frozenset(("", "nee", "neen", "non", "no", "0", "false", "onwaar", "faux"))
CHOICES: dict[str, Any] = {
    "domain": WellbeingDomain,
    "sub_factor": SubFactor,
    "prevention_level": PreventionLevel,
    "colour": Colour,
}
USUAL: dict[str, dict[str, str]] = {
    "domain": {
        "safety": "veiligheid|arbeidsveiligheid|securite|securite du travail|safety|brandveiligheid|machineveiligheid",
        "health": "gezondheid|gezondheidsbescherming|sante|protection de la sante|health|bescherming van de gezondheid",
        "psychosocial": (
            "psychosociaal|psychosociale belasting|psychosociale risico s|psychosociale aspecten|psa|pso|charge psychosociale|"
            "aspects psychosociaux|risques psychosociaux|psychosocial risks|psychosociaal welzijn|stress"
        ),
        "ergonomics": "ergonomie|ergonomics|fysieke belasting|charge physique",
        "hygiene": "arbeidshygiene|hygiene|hygiene du travail|bedrijfshygiene",
        "embellishment": (
            "verfraaiing|verfraaiing van de arbeidsplaatsen|embellissement|embellissement des lieux de travail|embellishment"
        ),
        "environment": "leefmilieu|milieu|environnement|environment",
    },
    "sub_factor": {
        "AOM1": "inrichting|inrichting van de werkplek|orde en netheid|vallen|struikelen|agencement|ordre et proprete|chute",
        "AOM2": "machines|arbeidsmiddelen|gereedschap|materieel|equipements|outils|equipment|machineveiligheid",
        "AOM3": "lawaai|geluid|bruit|noise",
        "AOM4": "verlichting|licht|eclairage|lighting",
        "AOM5": "gevaarlijke producten|chemische producten|chemische agentia|stoffen|produits dangereux|chemicals",
        "AOM6": "tillen|houding|ergonomie|fysieke belasting|heffen en tillen|manutention|postures|lifting|ergonomics",
        "AI3": "emotionele belasting|charge emotionnelle|emotional load",
        "AI4": "werkdruk|mentale belasting|charge mentale|charge de travail|workload",
        "AI5": "werktempo|cadence|pace",
        "AV2": "werktijden|uurrooster|ploegenarbeid|horaires|travail en equipes|roster",
        "AV3": "opleiding|vorming|formation|training",
        "AVH4": "communicatie|communication",
        "AVH6": "ongewenst gedrag|pesten|grensoverschrijdend gedrag|respect|harcelement",
    },
    "prevention_level": {
        "primary": "primair|primaire|primaire preventie|prevention primaire|1|1e niveau|aan de bron|a la source",
        "secondary": "secundair|secundaire|secundaire preventie|secondaire|prevention secondaire|2",
        "tertiary": "tertiair|tertiaire|tertiaire preventie|prevention tertiaire|3",
    },
    "colour": {
        "green": "groen|vert|green|g|laag|faible|low|aanvaardbaar|acceptable",
        "orange": "oranje|orange|geel|jaune|o|midden|middel|gemiddeld|matig|moyen|moyenne|medium",
        "red": "rood|rouge|red|r|hoog|zeer hoog|eleve|elevee|high|very high",
    },
}
DONE = listed(
    "gedaan|afgerond|afgewerkt|uitgevoerd|klaar|voltooid|ok|100 %|termine|terminee|realise|realisee|fait|"
    "done|completed|closed|gesloten|geannuleerd|geschrapt|annule|cancelled|ja|oui|yes|x|"
    "done, and it works"
)
OPEN = listed(
    "|open|lopend|lopende|bezig|in uitvoering|te doen|nog te doen|gepland|niet gestart|nieuw|en cours|"
    "a faire|planifie|ouvert|planned|in progress|to do|proposed|new|nee|neen|non|no|0 %|voorgesteld|"
    "propose|being carried out"
)
# What a subject is about, where the file does not name the domain (own choice; the rehearsal shows it).
DOMAIN_OF = {
    "AOM1": WellbeingDomain.SAFETY,
    "AOM2": WellbeingDomain.SAFETY,
    "AOM3": WellbeingDomain.HEALTH,
    "AOM4": WellbeingDomain.ERGONOMICS,
    "AOM5": WellbeingDomain.HEALTH,
    "AOM6": WellbeingDomain.ERGONOMICS,
    "AI5": WellbeingDomain.ERGONOMICS,
}
SUBJECT_OF = {WellbeingDomain.ERGONOMICS: SubFactor.AOM6}


@cache
def _known(name: str) -> dict[str, str]:
    choices = CHOICES[name]
    found = {fold(word): value for value, words in USUAL[name].items() for word in words.split("|")}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for one in choices:
                label = str(one.label)
                found |= {fold(said): one.value for said in (one.value, label, label.split(":")[0])}
    return found


def choice(name: str, text: str) -> str:
    """The value that a word chooses; "" when it is not known. A code in front of its words (AOM6 tillen) counts."""
    said = fold(text)
    known = _known(name)
    if said in known:
        return known[said]
    first = said.split(" ")[0] if name == "sub_factor" else ""
    return known[first] if first.upper() in SubFactor.values else ""
