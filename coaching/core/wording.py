"""What `manage.py messages --check` refuses in words: odd French, one form for any number, words that we decided against.

docs/words.md is the glossary: one word for one thing, in three languages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")
# What is no sentence: tags, addresses, entities of HTML.
NO_WORDS = re.compile(r"<[^>]*>|\b(?:https?|mailto):\S+|&#?\w+;")
FRENCH = {
    re.compile(r"\S +[;:!?»]|« "): "an ordinary space beside ; : ! ? « or », where the line can break",
    re.compile(r"[^\s;:!?.…][;:!?](?![\w/])|[^\s]»|«\S"): "no space beside ; : ! ? « or »",
    re.compile(r"\w'(?=[\w%{«])"): "a straight apostrophe",
    re.compile(r"(?<![-\w@/.])mails?\b(?![@/:]|\.\w)", re.IGNORECASE): "“mail” for “e-mail”",
    re.compile("\u202f"): "a narrow space, where every other one is a no-break space",
    re.compile(r"[\dx] (?:%|€|[kM]o\b|mm\b|kg\b)"): "an ordinary space before a unit, where the line can break",
    re.compile(r"(?<!\d)(?<!\d )\d{1,3}[ \u00a0]\d{3}(?! ?\d)"): "a space between thousands, where we write 43.000",
    re.compile(r"\w·\w|\w\(e\)"): "two genders in one word, which cannot be read aloud",
}
DUTCH = {re.compile(r"\w'(?=\w)|(?<!\S)'(?=s\b)"): "a straight apostrophe"}
# A number before a noun: one message says it of one and of several.
COUNTED = re.compile(r"%\((\w+)\)s[ \u00a0](?:[a-zé-]+[ \u00a0])?([a-zé]+)")
NOUNS = {"en": re.compile(r"\w{2}s|people|\w{3,}s"), "fr": re.compile(r"\w{3,}[sx]|mois")}
NO_NOUNS = {
    "was",
    "has",
    "this",
    "its",
    "asks",
    "dans",
    "des",
    "les",
    "sans",
    "vous",
    "vos",
    "nos",
    "ces",
    "ses",
    "plus",
}
# What these gaps hold is no number, or never one.
NO_NUMBER = {
    *(
        "before",
        "by",
        "coach",
        "code",
        "company",
        "day",
        "email",
        "name",
        "party",
        "person",
        "place",
        "plan",
        "present",
    ),
    *("programme", "share", "successor"),
}
NEVER_ONE = {"budget", "capacity", "fewest", "least", "most", "orange", "red", "size", "smallest", "threshold"}
# Of a number that is fixed above one, or of which an average needs several.
SEVERAL = {
    "%(n)s companies with %(size)s began with this coach.",
    "%(n)s companies with %(size)s began with this coach; %(done)s finished, in %(hours)s hours on average.",
    "Only the first %(count)s rows: filter the list to see the others.",
    "Only the first %(count)s mistakes are kept.",
    "Only the first %(count)s are shown.",
    "More than %(n)s rows. Split the file.",
    "is longer than %(n)s characters",
    "no session for %(days)s days",
    "Plan a next session with %(company)s: nothing logged for %(days)s days",
    "Warning lights: %(all)s objective signs; from %(orange)s orange, from %(red)s red.",
    "“%(typed)s” has %(count)s figures; an enterprise number has ten, for example 0999.990.123.",
}
# Words that we decided against → what we say instead. docs/words.md tells why; the data of the offer is held to it too.
REJECTED = {
    "nl": {
        r"(?<!van )ondernemingen|onderneming": "bedrijf",
        r"lidmaatschap(pen)?": "toegang",
        r"jaarplan(nen)?": "jaaractieplan",
        r"neen": "nee",
        r"opslaan": "bewaren",
        r"laaggeschoolde?n?": "kortgeschoold",
        r"kinney-scores?": "Kinneyscore",
        r"ten laatste|tegen %\(\w*(?:day|due|until|deadline)\w*\)s": "uiterlijk op",
        r"(?:tot|vóór) %\((?:day|due|until|deadline)\)s": "uiterlijk op, of tot en met",
        r"desgevallend|ingevolge|teneinde|middels|dient te|dienen te|ten vroegste": "a word that everybody uses",
        r"men": "u, mensen or iemand",
        r"je|jij|jou|jouw|jullie": "u",
        r"data": "datums (of what is known: gegevens)",
        r"mailbox(en)?": "postvak",
        r"zei te zullen": "beloofde te",
        r"welke bedrijf|bedrijf die": "welk bedrijf, bedrijf dat",
        r"bedrijf(?: en| met| krijgt| ziet alleen)? haar": "zijn: het bedrijf",
    },
    "fr": {
        r"courriels?": "e-mail",
        r"coaching": "accompagnement",
        r"(?:l’|cette )horloge|compteur": "délai",
        r"notes? de frais": "relevé de frais",
        r"plans? annuels?": "plan d’action annuel",
        r"caducs?|caduques?": "expirer",
        r"affiliations?": "accès",
        r"constatations?": "constat",
        r"couches?": "niveau",
        r"date (?:limite )?de début": "date de démarrage",
        r"subsides?": "subvention",
        r"presqu’accidents?": "presque-accident",
        r"environnement de travail|relations de travail": "conditions de vie, relations interpersonnelles au travail",
        # To some it forbids, to others it lets off: “ne pas devoir” is read in two ways.
        r"vous ne devez|personne ne doit": "vous n’avez pas à",
        r"demand\w+ (?:quelqu’un|un collègue)": "demander à quelqu’un",
        r"remplissez (?:(?:votre|le|un|ce) |l’)?(?:nouveau )?(?:adresse|code|e-mail|mot de passe|nom|numéro|titre)": "indiquez",
        r"(?:ce que (?:vous avez|j’ai)|l’adresse que vous avez) remplie?": "indiqué",
        r"gestionnaires?": "administrateur",
        r"mises? en œuvre": "exécuter",
        r"en usage": "en service",
        r"(?:pour le|avant le) %\((?:day|due|until|deadline)\)s": "au plus tard le",
    },
}
REJECTED_WORDS = {
    language: {re.compile(rf"(?<![\w-])(?:{word})(?![\w-])", re.IGNORECASE): chosen for word, chosen in words.items()}
    for language, words in REJECTED.items()
}
# Of the day of a meeting, before which a plan is read; of a day that one signs up for.
BEFORE_A_DAY = {"Read the %(plan)s before the meeting of %(day)s", "Sign up for %(day)s"}


def rejected_words(text: object, language: str, about: object = "") -> list[str]:
    """Words of this text for which we have another one. about: the English it translates."""
    words = REJECTED_WORDS.get(language, {}) if about not in BEFORE_A_DAY else {}
    return [
        f"says “{found[0]}”; our word is “{chosen}”"
        for part in _parts(text)
        for wrong, chosen in words.items()
        if (found := wrong.search(part))
    ]


def french_faults(text: object) -> list[str]:
    """What a French text does otherwise than the others: spaces beside signs (a no-break one), apostrophe, “e-mail”."""
    words = [NO_WORDS.sub("", PLACEHOLDER.sub("x", part)) for part in _parts(text)]
    return [fault for wrong, fault in FRENCH.items() if any(wrong.search(part) for part in words)]


def dutch_faults(text: object) -> list[str]:
    """What a Dutch text does otherwise than the others: the apostrophe."""
    words = [NO_WORDS.sub("", PLACEHOLDER.sub("x", part)) for part in _parts(text)]
    return [fault for wrong, fault in DUTCH.items() if any(wrong.search(part) for part in words)]


def repeated_gaps(said: object, original: object) -> list[str]:
    """Gaps that a translation fills more often than the original does: a sentence stands there twice."""
    most = [Counter(found[0] for found in PLACEHOLDER.finditer(part)) for part in _parts(original)]
    return sorted(
        {
            f"says {gap} more often than the original"
            for part in _parts(said)
            for gap, often in Counter(found[0] for found in PLACEHOLDER.finditer(part)).items()
            if often > max(count[gap] for count in most) > 0
        }
    )


def form_faults(said: Mapping[str, object]) -> list[str]:
    """What a message of one form says before a plural noun, by language: it needs `ngettext` or `{% plural %}`."""
    if isinstance(said["en"], (tuple, list)) or said["en"] in SEVERAL:
        return []
    return [
        f"has one form in {language} for any number of “{noun}”"
        for language, text in said.items()
        for gap, noun in COUNTED.findall(str(text))
        if gap not in NO_NUMBER | NEVER_ONE and noun not in NO_NOUNS and NOUNS[language].fullmatch(noun)
    ]


def _parts(text: object) -> list[str]:
    return [str(part) for part in text] if isinstance(text, (tuple, list)) else [str(text)]
