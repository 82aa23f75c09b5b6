"""Letters as people type them when they search: "Liege" finds "Liège", "oe" finds "œ", and the other way round.

`fold` here and `search_fold` in the database (`core/functions/search_fold.sql`) say the same of every text: a test
compares them. No extension is needed, which the embedded servers have not (docs/adr/0022).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db.models import F, Func, Model, Q, TextField
from django.db.models.expressions import Combinable, Expression
from django.db.models.fields.json import KT
from django.db.models.lookups import Contains

MARKS = re.compile("[\u0300-\u036f]")  # accents, once they stand apart from their letter
# Letters that are no letter with an accent, and the signs that keyboards and word processors make of each other.
LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
    "ŧ": "t",
    "ĸ": "k",
    "ə": "e",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "—": "-",
    "−": "-",
}
_TABLE = str.maketrans(LETTERS)


def fold(text: str) -> str:
    """Without accents and capitals; what is not a Latin letter stays."""
    return MARKS.sub("", unicodedata.normalize("NFKD", text).casefold()).translate(_TABLE)


class Folded(Func):
    """A column as `fold` would read it."""

    function, arity = "search_fold", 1
    output_field = TextField()


class Kept(Expression):
    """A folded text that the table keeps beside its rows (a generated column that the model does not know)."""

    def __init__(self, model: type[Model], column: str) -> None:
        super().__init__(output_field=TextField())
        self.model, self.column = model, column

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Kept:
        return self

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        quote = connection.ops.quote_name
        return f"{quote(self.model._meta.db_table)}.{quote(self.column)}", ()


def kept(words: str, model: type[Model], column: str = "search_text") -> Q:
    """Rows of `model` in whose kept text the words stand, however they are spelled."""
    return Q(Contains(Kept(model, column), fold(words.strip())))


def containing(words: str, *fields: str) -> Q:
    """Rows in one of whose `fields` the words stand, however they are spelled. "title__nl": a language of a JSON text."""
    wanted, found = fold(words.strip()), Q()
    for name in fields:
        found |= Q(Contains(Folded(_column(name)), wanted))
    return found


def _column(name: str) -> Combinable | Any:
    head, _sep, language = name.rpartition("__")
    return KT(name) if language in ("nl", "fr", "en") and head else F(name)
