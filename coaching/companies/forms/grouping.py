"""Forms of what crosses the tree of units: functions, and technical business units over establishments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import BodyKind, BusinessUnit, EstablishmentUnit
from coaching.companies.tree import Tree
from coaching.core.screen import fields
from coaching.core.screen.forms import offer, sometimes_needed


class FunctionPlaceForm(forms.Form):
    """In which unit people of a function work, and how many."""

    unit = forms.ChoiceField(label=_("Work unit"), error_messages={"required": _("Choose a work unit.")})
    workers = fields.WholeNumber(
        label=_("How many of them there"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("Empty: not counted."),
    )
    ended = forms.BooleanField(label=_("Nobody works there any more"), required=False)
    on = fields.Date(label=_("Day of the change"), required=False, help_text=_("Empty means today."))

    def __init__(self, data: Any = None, *, tree: Tree, function_id: UUID, unit_id: str = "") -> None:
        """unit_id: the unit that the form is opened for, with what is known of it."""
        there = {str(one.key): one.workers for one in tree.works.get(function_id, ())}
        known = unit_id if unit_id in there else ""
        super().__init__(data, initial={"unit": unit_id, "workers": there.get(known)})
        choices = [
            (str(node.key), f"{node.place.name}: {node.path}" if node.place.name else node.path) for node in tree.units
        ]
        offer(self, "unit", [("", "–"), *choices])
        if not there:
            del self.fields["ended"]

    def clean_unit(self) -> UUID:
        return UUID(self.cleaned_data["unit"])


class BusinessUnitForm(forms.Form):
    """A technical business unit: what is part of it, and which body it has."""

    name = forms.CharField(label=_("Name"), max_length=120)
    places = forms.MultipleChoiceField(
        label=_("Establishments of this company in it"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )
    others = forms.CharField(
        label=_("Establishments of other legal entities in it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line: the name, and the number where you know it. They have a file of their own."),
    )
    body_kind = forms.ChoiceField(
        label=_("Its consultation body"),
        required=False,
        choices=[("", _("not said")), *BodyKind.choices],
        help_text=_("As it is with you. Needed when you give the body a name."),
    )
    body_name = forms.CharField(label=_("Name of the body"), max_length=120, required=False)
    on = fields.Date(label=_("Day of the change"), required=False, help_text=_("Empty means today."))
    why = forms.CharField(label=_("Why"), max_length=500, required=False)

    def __init__(self, data: Any = None, *, unit: BusinessUnit | None = None) -> None:
        """The establishments in use; one that is part of another TBE says so: ticked, it goes over."""
        rows = list(EstablishmentUnit.objects.filter(ended_on=None).select_related("business_unit").order_by("name"))
        names = ("name", "others", "body_kind", "body_name")
        initial: dict[str, Any] = {name: getattr(unit, name) for name in names} if unit else {}
        initial["places"] = [str(row.pk) for row in rows if unit and row.business_unit_id == unit.pk]
        super().__init__(data, initial=initial)
        sometimes_needed(self, "body_kind")
        offer(self, "places", [(str(row.pk), _label(row, unit)) for row in rows])
        if not rows:
            del self.fields["places"]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_others(self) -> str:
        lines = (line.strip() for line in self.cleaned_data["others"].splitlines())
        return "\n".join(line for line in lines if line)

    def clean_places(self) -> list[UUID]:
        return [UUID(key) for key in self.cleaned_data["places"]]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data.setdefault("places", [])
        if data.get("body_name") and not data.get("body_kind"):
            self.add_error("body_kind", _("Say which kind of body this is."))
        return data


def _label(row: EstablishmentUnit, unit: BusinessUnit | None) -> str:
    other = row.business_unit if row.business_unit and row.business_unit != unit else None
    return _("%(name)s (now in %(unit)s)") % {"name": row.name, "unit": other.name} if other else row.name


class ChangeBusinessUnitForm(BusinessUnitForm):
    ended = forms.BooleanField(label=_("This technical business unit no longer exists"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    field_order = ("name", "places", "others", "body_kind", "body_name", "ended", "on", "why", "version")

    def __init__(self, data: Any = None, *, unit: BusinessUnit) -> None:
        super().__init__(data, unit=unit)
        self.fields["ended"].initial = unit.ended_on is not None
        self.fields["version"].initial = unit.version
