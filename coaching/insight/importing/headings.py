"""Which heading names which column: the contract's own names, what people here write above them, and our own lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from coaching.core.reading.cells import fold
from coaching.core.reading.files import Unreadable

REQUIRED = ("reference", "company_name", "headcount", "high_skilled_percent", "submitted_on")
COLUMNS = (
    "reference",
    "layer",
    "company_name",
    "enterprise_number",
    "postcode",
    "headcount",
    "high_skilled_percent",
    "nace_code",
    "nace_edition",
    "language",
    "contact_name",
    "contact_email",
    "referral_channel",
    "submitted_on",
    "approved_on",
    "rejected_on",
    "started_on",
    "coach_email",
)
# For the template, in the reader's language; each is read back.
TITLES = {
    "reference": _("Reference"),
    "layer": _("Layer"),
    "company_name": _("Company name"),
    "enterprise_number": _("Enterprise number"),
    "postcode": _("Postcode"),
    "headcount": _("Number of workers"),
    "high_skilled_percent": _("Highly skilled (%)"),
    "nace_code": _("NACE code"),
    "nace_edition": _("NACE edition"),
    "language": _("Language"),
    "contact_name": _("Contact name"),
    "contact_email": _("Contact e-mail"),
    "referral_channel": _("Referral channel"),
    "submitted_on": _("Submitted on"),
    "approved_on": _("Approved on"),
    "rejected_on": _("Not approved on"),
    "started_on": _("Started on"),
    "coach_email": _("Coach e-mail"),
}
# What each column should hold, for the notes beside the template.
NOTES = {
    "reference": _("A code of your own, different for each row, 30 characters at most."),
    "layer": _("1 to 5. Empty means 5, coaching."),
    "company_name": _("The name of the company."),
    "enterprise_number": _("For example 0999.990.123. May be empty only when there is a postcode."),
    "postcode": _("Four figures, for example 3800. The province follows from it."),
    "headcount": _("A whole number, for example 38 or 1.250."),
    "high_skilled_percent": _("From 0 to 100, for example 35 or 35,5. Workers with a higher education degree."),
    "nace_code": _("NACE-BEL, for example 10.71."),
    "nace_edition": _("2003, 2008 or 2025: the list that the code comes from. Empty when nobody knows."),
    "language": _("nl, fr, de or en. Empty means nl."),
    "contact_name": _("The person to write to."),
    "contact_email": _("One address."),
    "referral_channel": _("One of: %(codes)s"),
    "submitted_on": _("Day, month and year: 31/12/2026. Not in the future."),
    "approved_on": _("As above; empty when it was not approved."),
    "rejected_on": _("As above; empty when it was approved."),
    "started_on": _("As above; needs a date of approval."),
    "coach_email": _("The address of a coach who is known here; needs a date of approval."),
}
# What people here write above them, folded; `|` between two.
OTHERS = {
    "reference": (
        "referentie|reference|ref|kenmerk|dossiernummer|numero de dossier|dossier|nummer dossier|"
        "referentienummer|numero dossier|dossier nr"
    ),
    "layer": ("laag|niveau|couche|aanbodlaag|layer number"),
    "company_name": (
        "bedrijf|bedrijfsnaam|naam bedrijf|naam van het bedrijf|onderneming|naam onderneming|"
        "naam van de onderneming|firma|firmanaam|entreprise|nom de l entreprise|nom entreprise|societe|"
        "denomination|company|name of the company|raison sociale|denomination sociale|organisatie|"
        "organisation|nom organisation|naam organisatie|nom societe|werkgever|naam werkgever|employeur|"
        "nom employeur|maatschappelijke naam"
    ),
    "enterprise_number": (
        "ondernemingsnummer|ondernemingsnr|kbo|kbo nummer|kbo nr|btw|btw nummer|btw nr|numero d entreprise|"
        "no d entreprise|n d entreprise|nr d entreprise|numero bce|bce|tva|numero de tva|no tva|n tva|vat|"
        "vat number|enterprise no|company number|ondernemings nr|ondernemingsnummer kbo|"
        "kbo ondernemingsnummer|kbo btw nummer|btw kbo nummer|numero entreprise bce"
    ),
    "postcode": ("postnummer|post code|postal code|code postal|cp|zip|zip code"),
    "headcount": (
        "aantal werknemers|werknemers|personeel|aantal personeelsleden|aantal medewerkers|medewerkers|"
        "nombre de travailleurs|travailleurs|effectif|nombre d employes|personnel|workers|number of workers|"
        "staff|employees|aantal werkenden|aantal wn|aantal personeel|personeelsbestand|effectifs|"
        "aantal salaries|salaries|employes|aantal werknemers koppen|aantal koppen"
    ),
    "high_skilled_percent": (
        "hoogopgeleid|hoogopgeleiden|percentage hoogopgeleiden|hooggeschoold|hooggeschoolden|"
        "percentage hooggeschoold|percentage hooggeschoolden|hooggeschoold percent|hooggeschoold procent|"
        "hooggeschoold in procent|procent hooggeschoold|procent hooggeschoolden|aandeel hooggeschoold|"
        "aandeel hooggeschoolden|hautement qualifies|pourcentage hautement qualifies|hautement qualifie|"
        "part des hautement qualifies|diplomes de l enseignement superieur|highly skilled|high skilled|"
        "percentage highly skilled|highly skilled percent|hoger opgeleid|hoger opgeleiden|hogeropgeleid|"
        "hogeropgeleiden|percentage hoger opgeleiden|percentage hogeropgeleiden|hoog opgeleid|"
        "hoog opgeleiden|diplomes superieur|hautement diplomes|hooggeschoolde werknemers|"
        "hoogopgeleide werknemers|travailleurs hautement qualifies|aandeel hoogopgeleiden|"
        "aandeel hoogopgeleid|percentage hoogopgeleid|percentage hoger opgeleid|"
        "percentage hoogopgeleide werknemers|percentage hooggeschoolde werknemers|"
        "pourcentage de travailleurs hautement qualifies"
    ),
    "nace_code": (
        "nace|nacebel|nace bel|nace bel code|nacebel code|activiteitscode|code nace|code nace bel|"
        "code nacebel|sector nace|secteur nace|nace code 5 cijfers"
    ),
    "nace_edition": (
        "nace versie|nace editie|versie nace|editie nace|nace version|version nace|edition nace|naceversion|"
        "nace bel versie|nace bel editie|version nace bel|nace jaar|annee nace"
    ),
    "language": ("taal|langue|taalcode|briefwisselingstaal"),
    "contact_name": (
        "contact|contactpersoon|naam contactpersoon|naam contact|personne de contact|nom du contact|"
        "nom de la personne de contact|contact person|name of the contact|naam van contactpersoon|"
        "contactpersoon naam|nom contact"
    ),
    "contact_email": (
        "e mail|email|mail|e mailadres|emailadres|mailadres|e mail contact|e mail contactpersoon|"
        "e mailadres contactpersoon|email contactpersoon|email contact|adresse e mail|adresse mail|courriel|"
        "e mail du contact|adresse e mail du contact|e mail de la personne de contact|contact email|"
        "contact e mail|e mail address|email address|contactpersoon e mail|contactpersoon email|"
        "mail contactpersoon|mail contact"
    ),
    "referral_channel": (
        "doorverwijzingskanaal|hoe u ons leerde kennen|comment vous nous avez connus|how you heard of us|"
        "kanaal|toeleidingskanaal|via|hoe leerde u ons kennen|toeleider|canal|canal d orientation|"
        "canal de recrutement|referral|channel"
    ),
    "submitted_on": (
        "verstuurd|verstuurd op|envoye|envoye le|envoyee le|ingediend|ingediend op|datum indiening|"
        "datum aanvraag|aanvraagdatum|indieningsdatum|aangevraagd op|introduit le|introduite le|"
        "date d introduction|date de la demande|date demande|date de demande|soumis le|submitted|sent|"
        "date sent|datum van indiening|datum van aanvraag|date d envoi|date d introduction de la demande"
    ),
    "approved_on": (
        "goedgekeurd|goedgekeurd op|datum goedkeuring|goedkeuringsdatum|approuve|approuve le|approuvee le|"
        "date d approbation|approved|datum van goedkeuring|date approbation"
    ),
    "rejected_on": (
        "afgekeurd|afgekeurd op|niet goedgekeurd op|geweigerd op|datum weigering|datum afkeuring|refuse|"
        "refuse le|refusee le|non approuve le|non approuvee le|rejete le|date de refus|rejected|refused on|"
        "not approved on"
    ),
    "started_on": (
        "gestart|gestart op|startdatum|datum start|begonnen op|demarre|demarre le|commence le|date de debut|"
        "date de demarrage|started|start date"
    ),
    "coach_email": (
        "coach|coach e mail|e mail coach|e mailadres coach|email coach|mail coach|adresse e mail du coach|"
        "e mail du coach|courriel du coach"
    ),
}
SMALL = frozenset(("d", "de", "du", "des", "la", "le", "les", "l", "van", "het", "der", "the", "of"))
SAME = {
    **dict.fromkeys(("nr", "n", "no", "num", "numero", "number"), "nummer"),
    **dict.fromkeys(("nb", "nbr", "nbre", "nombre"), "aantal"),
}
SAYS_PERCENT = re.compile("%|perc|proc|pourc|pct|aandeel|^part", re.IGNORECASE)


def _essence(heading: str) -> str:
    """The words that matter, in any order, however a number is shortened: N° d'entreprise and Numéro de l'entreprise are one."""
    return " ".join(sorted(SAME.get(word, word) for word in fold(heading).split() if word not in SMALL))


KNOWN = {_essence(alias): column for column in COLUMNS for alias in (column, *OTHERS[column].split("|")) if alias}


def column_of(heading: str) -> str:
    """The column that a heading names, whatever its case, accents, spaces and lines; "" when it names none."""
    return KNOWN.get(_essence(heading), "")


def knows(heading: str) -> bool:
    return bool(column_of(heading))


def columns_of(cells: Sequence[str]) -> list[str]:
    """The columns of a line of headings. Raises Unreadable: unknown ones, ones that occur twice, ones that are missing."""
    said = [" ".join(str(cell).replace("\ufeff", "").split()) for cell in cells]
    while said and not said[-1]:
        said.pop()
    names = [column_of(heading) for heading in said]
    unknown = [heading or "(empty)" for heading, name in zip(said, names, strict=True) if not name]
    if unknown:
        raise Unreadable("unknown columns: " + ", ".join(heading[:60] for heading in unknown[:20]))
    share = said[names.index("high_skilled_percent")] if "high_skilled_percent" in names else "%"
    if not SAYS_PERCENT.search(share):  # twelve people of forty would become twelve percent
        raise Unreadable(f"percentages or numbers: {share[:60]}")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Unreadable("columns that occur twice: " + ", ".join(twice))
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise Unreadable("missing columns: " + ", ".join(missing))
    return names
