"""Forms of work on several files: one per kind, each with what the job is told (`parameters`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.ground.choices import Language
from coaching.core.screen import fields
from coaching.core.screen.forms import offer
from coaching.programmes.assessment.forms import DAYS_TO_SCORE, LONGEST, VERB_CHOICES
from coaching.programmes.models import AssessmentRound
from coaching.programmes.texts import rules as texts
from coaching.programmes.texts.forms import LONGEST_SUBJECT


class TakeUpForm(forms.Form):
    """Nothing to fill in."""

    kinds: tuple[str, ...] = ()  # of texts that can be chosen

    @property
    def parameters(self) -> dict[str, Any]:
        return {}


class WordsForm(TakeUpForm):
    """Words for companies, written once per language that they read.

    languages: language → how many of the files. Fields text_nl, text_fr, …, and subject_… where `has_subject`.
    """

    label: Any = _("Reason")
    has_subject = False

    def __init__(self, *args: Any, languages: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for language, count in languages.items():
            told = {"language": Language(language).label, "count": count} if len(languages) > 1 else {}
            if self.has_subject:
                self.fields[f"subject_{language}"] = _words(_("Subject"), told, LONGEST_SUBJECT, forms.TextInput())
            area = forms.Textarea(attrs={"rows": 6})
            self.fields[f"text_{language}"] = _words(self.label, told, LONGEST, area)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name, words in list(found.items()):
            if not name.startswith(("text_", "subject_")):
                continue
            found[name] = words.replace("\r\n", "\n")
            if wrong := texts.unknown(words):
                self.add_error(name, _("%(found)s is no placeholder. Use one of the list.") % {"found": wrong[0]})
        return found

    def said(self, name: str) -> dict[str, str]:
        """Language → words."""
        return {language: self.cleaned_data.get(f"{name}_{language}", "") for language in self.languages}

    @property
    def parameters(self) -> dict[str, Any]:
        return {"texts": self.said("text")}


def _words(what: Any, told: dict[str, Any], longest: int, widget: forms.Widget) -> forms.CharField:
    """told: who reads it, where there are several languages."""
    return forms.CharField(
        label=_("%(what)s, for who reads %(language)s (%(count)s)") % {"what": what, **told} if told else what,
        max_length=longest,
        widget=widget,
        error_messages={"required": _("Write the words in this language too.")},
    )


class ProposeForm(WordsForm):
    kinds = ("approve", "reject", "waitlist")
    verb = forms.ChoiceField(label=_("Decision"), choices=VERB_CHOICES, widget=forms.RadioSelect)

    @property
    def parameters(self) -> dict[str, Any]:
        return {"verb": self.cleaned_data["verb"], **super().parameters}


class AskForm(WordsForm):
    label = _("Question")
    kinds = ("question",)


class RejectForm(WordsForm):
    kinds = ("reject",)


class MailForm(WordsForm):
    label = _("Text")
    kinds = ("mail",)
    has_subject = True
    withdrawn = forms.BooleanField(label=_("Also to companies that withdrew"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "withdrawn"])

    @property
    def parameters(self) -> dict[str, Any]:
        told = {"subjects": self.said("subject"), "withdrawn": self.cleaned_data["withdrawn"]}
        return {**super().parameters, **told}


class BulkAssignForm(TakeUpForm):
    assessors = forms.TypedMultipleChoiceField(
        label=_("Who judges?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A file in which somebody has an interest is left out and named."),
        error_messages={"required": _("Tick at least one person.")},
    )
    due_on = fields.Date(label=_("Score by"))

    def __init__(self, *args: Any, assessors: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "assessors", assessors)
        self.fields["due_on"].initial = clock.today() + timedelta(days=DAYS_TO_SCORE)

    @property
    def parameters(self) -> dict[str, Any]:
        return {"assessors": self.cleaned_data["assessors"], "due_on": self.cleaned_data["due_on"].isoformat()}


class PlaceForm(TakeUpForm):
    round = forms.ChoiceField(label=_("Round"), error_messages={"required": _("Choose a round.")})

    def __init__(self, *args: Any, rounds: Sequence[AssessmentRound], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "round", [("", "–"), *((str(r.pk), r.name) for r in rounds)])

    @property
    def parameters(self) -> dict[str, Any]:
        return {"round": self.cleaned_data["round"]}
