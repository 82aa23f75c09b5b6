"""The form of a change check: one page, and beside each question what a yes leads to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from coaching.companies.tree import Tree
from coaching.core.ground import clock
from coaching.core.screen import fields
from coaching.core.screen.forms import offer, sometimes_needed
from riskanalysis.changes.models import ChangeCheck
from riskanalysis.changes.questions import Question, questions
from riskanalysis.enums import SubFactor

EVERYWHERE = "all"
MOST_LEVELS_OFFERED = 2  # where a company has more units than one chooses from; what is part of them comes along


def parts_in_words(parts: Any) -> str:
    return ", ".join(str(SubFactor(part).label) for part in parts)


def _offered(question: Question) -> SafeString:
    """The question, and below it what is looked at again when it is ticked."""
    leads_to = _("Look again at: %(parts)s.") % {"parts": parts_in_words(question.parts)}
    return format_html('<span>{}<br><span class="quiet small">{}</span></span>', question.words, leads_to)


def _places(tree: Tree, large: bool) -> list[tuple[str, str]]:
    nodes = [node for node in tree.units if not large or node.level < MOST_LEVELS_OFFERED]
    found = [(str(node.key), f"{node.place.name}: {node.path}" if node.place.name else node.path) for node in nodes]
    return found + [(str(node.key), node.name) for node in tree.functions]


class ChangeForm(forms.Form):
    """What changes, from when, where; which questions apply."""

    words = forms.CharField(
        label=_("What changes?"),
        max_length=300,
        help_text=_("In a few words, for example: a night shift in packing. No names of workers."),
    )
    changes_on = fields.Date(label=_("From when?"), initial=clock.today)
    units = forms.MultipleChoiceField(
        label=_("Where?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is part of a unit comes along."),
        error_messages={"required": _("Choose where: the whole company, or one or more units.")},
    )
    answers = forms.MultipleChoiceField(
        label=_("What applies?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "Below each line stands what you will look at again. All the rest of your analysis stays as it is."
        ),
    )
    reason = forms.CharField(
        label=_("Why does nothing need another look?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Only when you tick nothing above. Your consultation body reads it."),
    )

    def __init__(self, data: Any = None, *, tree: Tree, large: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        sometimes_needed(self, "answers", "reason")
        offer(self, "answers", [(question.code, _offered(question)) for question in questions()])
        places = _places(tree, large)
        if len(places) < 2:
            del self.fields["units"]
        else:
            offer(self, "units", [(EVERYWHERE, _("The whole company")), *places])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "answers" in said and not said["answers"] and not said.get("reason", "").strip():
            self.add_error("reason", _("Tick what applies, or write why nothing needs another look."))
        return said

    @property
    def told(self) -> dict[str, Any]:
        """What the action takes."""
        said = dict(self.cleaned_data)
        ticked, chosen = set(said.pop("answers")), said.pop("units", [EVERYWHERE])
        return {
            **said,
            "answers": {question.code: question.code in ticked for question in questions()},
            "units": [] if EVERYWHERE in chosen else [UUID(key) for key in chosen],
        }


class CorrectionForm(ChangeForm):
    """The same questions once more, and what was wrong."""

    correction = forms.CharField(
        label=_("What was wrong?"),
        max_length=500,
        help_text=_("The first answer stays to be read, with this beside it."),
    )

    field_order = ("correction", "words", "changes_on", "units", "answers", "reason")


def as_answered(check: ChangeCheck, units: list[Any]) -> dict[str, Any]:
    """What a form is filled in with to put a check right."""
    return {
        "words": check.words,
        "changes_on": check.changes_on,
        "units": [str(unit.pk) for unit in units] or [EVERYWHERE],
        "answers": [code for code, yes in check.answers.items() if yes],
        "reason": check.reason,
    }
