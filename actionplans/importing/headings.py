"""Which heading names which field, per kind of file: our own titles, and what offices and external services write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from actionplans.enums import ImportKind
from coaching.core.reading.cells import fold, listed

SHORT, LONG = 300, 5000  # signs: a line, a text
NOTHING = "-"  # what a person chose to leave out


@dataclass(frozen=True)
class Field:
    """A column of a file. longest: signs that its text may have; 0 for what is no text."""

    name: str
    title: Any
    note: Any
    others: str  # what else is written above it, folded, `|` between two
    longest: int = 0
    needed: bool = False
    example: Any = ""


_WHY = Field("why", _("Why"), _("The reason."), "waarom|pourquoi|reden|aanleiding|motif|raison|motivatie", LONG)
_WHO = Field(
    "who",
    _("Who"),
    _("Everyone who takes part, by function."),
    "wie|qui|uitvoerder|uitvoerders|uitvoering door|verantwoordelijke|verantwoordelijken|responsable|responsables|"
    "responsible|executant|executants|trekker|actiehouder|door wie|par qui",
    SHORT,
)
_HOW = Field(
    "how",
    _("How"),
    _("Steps, materials and help."),
    "hoe|comment|middelen|hoe en waarmee|waarmee|werkwijze|moyens|methode|methode et moyens|means|aanpak",
    LONG,
)
_WHERE = Field(
    "where",
    _("Where"),
    _("Department, line or room."),
    "waar|ou|plaats|lieu|locatie|localisation|afdeling|departement|service|dienst|department|werkplaats",
    200,
)
_WHEN = Field(
    "due_on",
    _("When"),
    _("A day (31/12/2027), a month (maart 2027), a quarter (Q2 2027) or a year: its last day is meant."),
    "wanneer|quand|deadline|einddatum|streefdatum|uiterste datum|termijn|timing|tegen|echeance|delai|date limite|"
    "planning|due|due date|gepland tegen|tegen wanneer|pour quand|by when|date|datum|klaar tegen",
)
_LEVEL = Field(
    "prevention_level",
    _("Prevention level"),
    _("primary, secondary or tertiary."),
    "preventieniveau|niveau de prevention|niveau|level|soort preventie|type de prevention|preventie",
)
_VOLUNTARY = Field(
    "voluntary",
    _("Voluntary health promotion"),
    _("yes for what is no answer to a risk; else empty."),
    "vrijwillig|vrijwillige gezondheidsbevordering|volontaire|promotion volontaire de la sante|voluntary",
)
_OWNER = Field(
    "owner",
    _("Followed up by"),
    _("The name of somebody of the company who has an account here."),
    "opgevolgd door|suivi par|opvolging|opvolger|suivi|opvolging door|follow up|followed up by",
)
_BUDGET = Field(
    "budget_eur",
    _("Budget (€)"),
    _("An amount without VAT; empty is nothing."),
    "budget|kostprijs|kost|kosten|raming|bedrag|cout|couts|montant|cost|prijs|budget eur|kostprijs eur|geraamde kost|"
    "cout estime",
)
_INDICATOR = Field(
    "indicator",
    _("Indicator"),
    _("One figure that you measure before and after."),
    "indicateur|kpi|meetindicator|hoe meten|hoe meten we|mesure du resultat|resultaatsindicator",
    200,
)
_STATUS = Field(
    "status",
    _("Status"),
    _("What is done or dropped is not taken over; it is named."),
    "stand|statut|etat|stand van zaken|voortgang|uitgevoerd|afgewerkt|realisatie|etat d avancement|done|gedaan",
)
_DOMAIN = Field(
    "domain",
    _("Domain"),
    _("One of the seven domains of wellbeing at work."),
    "domein|domaine|welzijnsdomein|domaine du bien etre|categorie|category|thema|theme|rubriek|rubrique",
)

RISKS = (
    Field(
        "hazard",
        _("What is wrong"),
        _("One sentence: the risk that was found."),
        "wat is er mis|quel est le probleme|gevaar|risico|knelpunt|vaststelling|danger|risque|constat|"
        "constatation|hazard|risk|finding|"
        "bevinding|"
        "gevaar risico|danger risque|omschrijving risico|beschrijving risico|omschrijving gevaar|risicofactor|"
        "facteur de risque|beschrijving van het risico|description du risque|gevaar of risico",
        SHORT,
        True,
        "Zware kratten worden met de hand getild",
    ),
    Field(
        "description",
        _("Explanation"),
        _("What was seen, without names."),
        "toelichting|explication|omschrijving|beschrijving|opmerking|opmerkingen|description|remarque|remarques|gevolg|"
        "mogelijk gevolg|mogelijke gevolgen|consequence|consequences|schade|dommage|details",
        LONG,
    ),
    Field(
        "work_unit",
        _("Work unit"),
        _("The name of a unit as it stands here; empty is the whole organisation."),
        "werkeenheid|unite de travail|afdeling|dienst|werkpost|functie|departement|service|poste|poste de travail|"
        "fonction|department|unit|afdeling werkpost|locatie|lieu|plaats|where|waar",
        example="Productie",
    ),
    _DOMAIN,
    Field(
        "sub_factor",
        _("Sub-factor"),
        _("By its code (AOM6), its name or a usual word such as noise or lifting."),
        "deelfactor|sous facteur|onderwerp|sujet|subfactor|risicogroep|risicocategorie|categorie de risque|subject|"
        "type risico|type de risque|aspect|5 a s|vijf a s",
        example="AOM6",
    ),
    Field(
        "existing_measures",
        _("What is done about it already"),
        _("Measures that there are."),
        "wat er al aan gebeurt|ce qui est deja fait|bestaande maatregelen|huidige maatregelen|genomen maatregelen|"
        "mesures existantes|mesures prises|existing measures|aanwezige maatregelen|bestaande preventiemaatregelen|"
        "mesures de prevention existantes",
        LONG,
    ),
    Field(
        "probability",
        _("Probability (W)"),
        "Kinney: 0,1 0,2 0,5 1 3 6 10.",
        "w|waarschijnlijkheid|kans|probabilite|probability|p|waarschijnlijkheid w|kans w",
        example=6,
    ),
    Field(
        "exposure",
        _("Exposure (B)"),
        "Kinney: 0,5 1 2 3 6 10.",
        "b|blootstelling|frequentie|exposition|exposure|frequence|f|blootstelling b|frequency",
        example=6,
    ),
    Field(
        "effect",
        _("Effect (E)"),
        "Kinney: 1 3 7 15 40 100.",
        "effect|ernst|gravite|gravity|g|severity|effet|effect e|ernst e|gevolg e",
        example=7,
    ),
    Field(
        "score",
        _("Kinney score"),
        _("Only compared: it is worked out from the three."),
        "score|r|risicoscore|risicogetal|kinney|kinneyscore|risico r|r wxbxe|wxbxe|w x b x e|w b e|score de risque|risk score|"
        "kinney score|score kinney|risicograad",
        example=252,
    ),
    Field(
        "colour",
        _("Colour"),
        _("green, orange or red; low, medium and high are read so. Only without a Kinney score."),
        "kleur|couleur|color|beoordeling|evaluation|prioriteit|priorite|priority|risiconiveau|niveau de risque|risk level",
    ),
)
MEASURES = (
    Field(
        "what",
        _("What"),
        _("One action that you can tick off."),
        "wat|quoi|maatregel|maatregelen|actie|acties|actiepunt|actiepunten|mesure|mesures|action|actions|measure|"
        "te nemen maatregel|te nemen maatregelen|mesure a prendre|mesures a prendre|preventiemaatregel|omschrijving|"
        "omschrijving actie|beschrijving|wat gaan we doen|mesure de prevention",
        SHORT,
        True,
        "Twee heftafels aan de waslijn",
    ),
    Field(
        "objective",
        _("Objective"),
        _("The code (O1) or the words of an objective of the five-year plan."),
        "doelstelling|doel|objectif|goal|doelstelling gpp|prioritaire doelstelling|objectif prioritaire|doelstellingen",
        example="O1",
    ),
    _WHY,
    _LEVEL,
    _VOLUNTARY,
    _HOW,
    _WHERE,
    _WHEN,
    _WHO,
    _OWNER,
    _BUDGET,
    _INDICATOR,
    _STATUS,
)
FIVE_YEAR_PLAN = (
    _DOMAIN,
    Field(
        "objective",
        _("Objective"),
        _("One result in one sentence; empty: the objective of the row above."),
        "doelstelling|doel|objectif|goal|prioritaire doelstelling|prioritaire doelstellingen|objectif prioritaire|"
        "doelstellingen|objectifs|te bereiken doel",
        SHORT,
        True,
        "Geen tiltaak boven Kinney-score 70",
    ),
    Field(
        "risk",
        _("Risk"),
        _("Codes (F1, F4) or words of findings that it answers; else those of its domain."),
        "risico|risque|risicos|risques|bevinding|bevindingen|finding|findings|gevaar|danger|knelpunt|vaststelling",
        example="F1",
    ),
    Field("indicator", *[getattr(_INDICATOR, name) for name in ("title", "note", "others", "longest")]),
    Field(
        "baseline",
        _("Now"),
        _("A figure."),
        "nu|actuel|vandaag|nulmeting|beginwaarde|uitgangswaarde|valeur actuelle|baseline|valeur de depart",
    ),
    Field(
        "target",
        _("Target"),
        _("A figure."),
        "streefwaarde|streefcijfer|doelwaarde|valeur cible|cible|target value|te bereiken|norm",
    ),
    Field("unit", _("Unit"), _("For example %."), "eenheid|unite|meeteenheid|unite de mesure", 30),
    Field(
        "by_year",
        _("By the end of"),
        _("The year in which the objective is reached; empty: the last of the plan."),
        "tegen eind|jaar|annee|tegen|year|eindjaar|realisatiejaar|te bereiken in|d ici fin|tegen einde|tegen het einde van|"
        "d ici la fin de|pour la fin de|streefjaar|horizon",
    ),
    _VOLUNTARY,
    Field(
        "what",
        _("Measure"),
        _("A measure towards the objective; it comes in the yearly plan of its date."),
        "maatregel|maatregelen|actie|acties|mesure|mesures|action|actions|wat|quoi|what|te nemen maatregel|actiepunt",
        SHORT,
    ),
    _WHY,
    _LEVEL,
    _HOW,
    _WHERE,
    _WHEN,
    _WHO,
    _OWNER,
    _BUDGET,
    Field(
        "measure_indicator",
        _("Indicator of the measure"),
        _("How one sees that the measure works."),
        "indicator maatregel|indicator van de maatregel|indicateur de la mesure|resultaatsindicator maatregel",
        200,
    ),
    _STATUS,
)
FIELDS: dict[str, tuple[Field, ...]] = {
    ImportKind.RISKS: RISKS,
    ImportKind.MEASURES: MEASURES,
    ImportKind.FIVE_YEARS: FIVE_YEAR_PLAN,
}
# Columns that number the rows of a file; nothing is taken from them.
NUMBERS = listed("nr|n|no|nummer|numero|volgnummer|volgnr|id|rij|ref|referentie|reference|code|row|n ordre")
BRACKETS = re.compile(r"\([^()]*\)")
# E is the effect beside W and B; in French, beside P and G, it is the exposure.
E_IS = {"effect": {"w", "b", "f"}, "exposure": {"g", "gravite"}}


@dataclass
class Reading:
    """How a company's file is read: folded heading → field (NOTHING: left out), words of choices, what empty cells mean."""

    headings: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Reading:
        """From what `as_json` made."""
        return cls(*(dict(kept.get(name) or {}) for name in ("headings", "words", "defaults")))

    def as_json(self) -> dict[str, Any]:
        return {"headings": self.headings, "words": self.words, "defaults": self.defaults}


def named(kind: str) -> dict[str, Field]:
    return {one.name: one for one in FIELDS[kind]}


@cache
def _known(kind: str) -> dict[str, str]:
    """Folded heading → field: names, what is written elsewhere, and our own titles in each language of the product."""
    found: dict[str, str] = {}
    for language, _name in reversed(settings.LANGUAGES):
        with translation.override(language):
            found |= {fold(str(one.title)): one.name for one in FIELDS[kind]}
            found |= {_bare(str(one.title)): one.name for one in FIELDS[kind]}
    for one in FIELDS[kind]:
        for alias in (one.name, one.name.replace("_", " "), *one.others.split("|")):
            found.setdefault(fold(alias), one.name)
    return found


def _bare(heading: str) -> str:
    return fold(BRACKETS.sub(" ", heading))


def guess(kind: str, heading: str, beside: Sequence[str] = ()) -> str:
    """The field that a heading names; NOTHING for one that numbers rows; "" when it names none."""
    known, said = _known(kind), fold(heading)
    if kind == ImportKind.RISKS and said == "e":
        around = {fold(one) for one in beside}
        return next((name for name, signs in E_IS.items() if signs & around), "")
    found = known.get(said) or known.get(_bare(heading))
    return found or (NOTHING if said in NUMBERS else "")


def fields_of(kind: str, headings: Sequence[str], reading: Reading) -> list[str]:
    """Per heading its field: what a person said of it first, else what it names; "" for one that is not known."""
    return [
        reading.headings.get(fold(heading)) or (guess(kind, heading, headings) if heading.strip() else NOTHING)
        for heading in headings
    ]
