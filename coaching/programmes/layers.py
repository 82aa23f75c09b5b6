"""What a layer asks and weighs, as data: questions, evidence, criteria, indicators, commitments (SERV 2021 §3).

A definition is one JSON value of a `LayerVersion`; here it is read, checked and written. Texts are
{"nl": …, "fr": …, "en": …}. Nothing in it is code: a programme adds a layer, a question or a criterion by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

LANGUAGES = ("nl", "fr", "en")
CODE = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
KINDS = ("text", "long", "number", "money", "date", "yes_no", "choice", "choices")
INDICATOR_KINDS = ("input", "process", "output")  # SERV 2021 §3
MOST_ITEMS = 60
FULL_WEIGHT = 100  # the weights of the criteria, in per cent

# The built-in pages that a layer may ask, in their order; "question" etc. are those of an application for coaching.
STEPS = ("company", "workers", "body", "question", "support", "channel")
Texts = dict[str, str]


def text(texts: Mapping[str, str]) -> str:
    """The text in the active language, else in Dutch."""
    return str(texts.get(get_language() or "nl") or texts.get("nl", ""))


@dataclass(frozen=True)
class Item:
    """Something with a code that stays the same over versions, and a label in three languages."""

    code: str
    label: Texts
    help: Texts = field(default_factory=dict)

    def __str__(self) -> str:
        return text(self.label)

    @property
    def help_text(self) -> str:
        return text(self.help)


@dataclass(frozen=True)
class Question(Item):
    """kind: one of KINDS; choices: code → texts, for "choice" and "choices"; evidence: a file may be asked with it."""

    kind: str = "text"
    required: bool = True
    choices: dict[str, Texts] = field(default_factory=dict)
    evidence: bool = False


@dataclass(frozen=True)
class Criterion(Item):
    """weight: per cent, all criteria together 100; most: the highest score an assessor may give (lowest is 0)."""

    weight: int = 0
    most: int = 5


@dataclass(frozen=True)
class Indicator(Item):
    """A KPI. kind: input, process or output (SERV 2021 §3)."""

    kind: str = "output"


@dataclass(frozen=True)
class Definition:
    """All that a version of a layer says beyond its name."""

    steps: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    commitments: tuple[Item, ...] = ()

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Definition:
        """From its JSON value; what was stored has been checked."""
        return cls(
            steps=tuple(data.get("steps", ())),
            questions=tuple(Question(**entry) for entry in data.get("questions", ())),
            criteria=tuple(Criterion(**entry) for entry in data.get("criteria", ())),
            indicators=tuple(Indicator(**entry) for entry in data.get("indicators", ())),
            commitments=tuple(Item(**entry) for entry in data.get("commitments", ())),
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def can_be_scored(self) -> bool:
        """Whether there is something to score: without criteria, or weights, every file would get 0 of 100."""
        return bool(self.criteria) and all(item.weight > 0 and item.most > 0 for item in self.criteria)

    def faults(self) -> list[str]:
        """What stands in the way of publishing, in words for the administrator; empty when all is well."""
        found = [*_wrong_items(self.questions), *_wrong_items(self.criteria)]
        found += [*_wrong_items(self.indicators), *_wrong_items(self.commitments)]
        found += [_("“%s” is not a page that can be asked.") % step for step in self.steps if step not in STEPS]
        found += [_("The question “%s” needs at least two choices.") % q for q in self.questions if _lacks_choices(q)]
        found += [_("The question “%s” is of an unknown kind.") % q for q in self.questions if q.kind not in KINDS]
        found += [
            _("The indicator “%s” is of an unknown kind.") % i for i in self.indicators if i.kind not in INDICATOR_KINDS
        ]
        if any(criterion.weight <= 0 or criterion.most <= 0 for criterion in self.criteria):
            found.append(_("Each criterion needs a weight and a highest score above zero."))
        found += _same_names(self.criteria)
        total = sum(criterion.weight for criterion in self.criteria)
        if self.criteria and total != FULL_WEIGHT:
            found.append(
                _("The weights of the criteria make %(total)s %% together; it must be 100 %%.") % {"total": total}
            )
        return found


def _lacks_choices(question: Question) -> bool:
    return question.kind in {"choice", "choices"} and len(question.choices) < 2


def _same_names(criteria: Iterable[Criterion]) -> list[str]:
    """Two criteria that an assessor cannot tell apart."""
    found: list[str] = []
    for language in LANGUAGES:
        seen: set[str] = set()
        for criterion in criteria:
            name = " ".join(str(criterion.label.get(language, "")).casefold().split())
            if name and name in seen:
                found.append(_("There are two criteria with the name “%s”.") % criterion.label[language])
            seen.add(name)
    return list(dict.fromkeys(found))


def _wrong_items(items: Iterable[Item]) -> list[str]:
    rows, found, seen = list(items), [], set()
    if len(rows) > MOST_ITEMS:
        found.append(_("There are more than %s in one list.") % MOST_ITEMS)
    for item in rows:
        if not CODE.match(item.code):
            found.append(
                _("The code “%s” may hold small letters, digits and _ only, and begins with a letter.") % item.code
            )
        if item.code in seen:
            found.append(_("The code “%s” is used twice.") % item.code)
        seen.add(item.code)
        missing = [language for language in LANGUAGES if not str(item.label.get(language, "")).strip()]
        if missing:
            found.append(
                _("“%(item)s” lacks its text in: %(languages)s.") % {"item": item.code, "languages": ", ".join(missing)}
            )
    return found


def missing_answers(definition: Definition, answers: Mapping[str, Any]) -> list[str]:
    """Codes of required questions without an answer; 0 and "no" are answers."""
    return [q.code for q in definition.questions if q.required and answers.get(q.code) in (None, "", [])]


# -- Editing a draft ---------------------------------------------------------------------------------------------------
PARTS: dict[str, type[Item]] = {
    "questions": Question,
    "criteria": Criterion,
    "indicators": Indicator,
    "commitments": Item,
}


def items(definition: Definition, part: str) -> list[Any]:
    return list(getattr(definition, part))


def with_item(definition: Definition, part: str, item: Item) -> Definition:
    """The definition with `item` in the place of the one with its code, or at the end."""
    rows = items(definition, part)
    codes = [row.code for row in rows]
    if item.code in codes:
        rows[codes.index(item.code)] = item
    else:
        rows.append(item)
    return replace(definition, **{part: tuple(rows)})


def without_item(definition: Definition, part: str, code: str) -> Definition:
    rows = [row for row in items(definition, part) if row.code != code]
    return replace(definition, **{part: tuple(rows)})


def moved_up(definition: Definition, part: str, code: str) -> Definition:
    """The item one place earlier; the first one stays."""
    rows = items(definition, part)
    place = next((n for n, row in enumerate(rows) if row.code == code), 0)
    if place:
        rows[place - 1 : place + 1] = rows[place], rows[place - 1]
    return replace(definition, **{part: tuple(rows)})


def fresh_code(wording: str, taken: Iterable[str]) -> str:
    """A code made of the wording that nobody has yet: people are not asked for one."""
    stem = re.sub(r"[^a-z0-9]+", "_", slugify(wording)).strip("_")[:30] or "item"
    stem = stem if stem[0].isalpha() else f"i_{stem}"
    known = set(taken)
    return next(code for code in (stem, *(f"{stem}_{n}" for n in range(2, MOST_ITEMS + 99))) if code not in known)
