"""Forms of the parts of a company. What only a larger one needs is asked only there (`Tree.is_grown`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import EstablishmentUnit, UnitKind, WorkUnit
from coaching.companies.tree import TOP, Place, Tree, Under
from coaching.core.reading import numbers
from coaching.core.reading.said import Unclear
from coaching.core.screen import fields
from coaching.core.screen.forms import offer

MOST_PARTS = 12
IN_PLACE, IN_UNIT = "e", "u"


class UnderField(forms.ChoiceField):
    """Where a unit stands, chosen from the tree."""

    def clean(self, value: Any) -> Under:
        chosen = str(super().clean(value) or "")
        kind, _sign, key = chosen.partition("-")
        if not key:
            return TOP
        return Under(establishment_id=UUID(key)) if kind == IN_PLACE else Under(parent_id=UUID(key))


def under_as_choice(unit: WorkUnit) -> str:
    if unit.parent_id:
        return f"{IN_UNIT}-{unit.parent_id}"
    return f"{IN_PLACE}-{unit.establishment_id}" if unit.establishment_id else ""


def places_to_stand(tree: Tree, leave_out: set[UUID] | None = None) -> list[tuple[str, Any]]:
    """The company, its establishments, and all units but those left out."""

    def inside(place: Place) -> Iterator[tuple[str, str]]:
        for node in tree.in_place(place):
            if node.key not in (leave_out or ()):
                yield f"{IN_UNIT}-{node.key}", f"{place.name}: {node.path}" if place.name else node.path

    found: list[tuple[str, Any]] = [("", _("the company itself")), *inside(Place(None, ""))]
    for place in tree.places:
        found += [(f"{IN_PLACE}-{place.key}", place.name), *inside(place)]
    return found


class _OnADay(forms.Form):
    on = fields.Date(
        label=_("Day of the change"),
        required=False,
        help_text=_("Empty means today."),
    )
    why = forms.CharField(label=_("Why"), max_length=500, required=False)


class WorkUnitForm(fields.ReadingModelForm):
    """One more unit."""

    headcount = fields.WholeNumber(label=_("Number of workers"), min_value=0, max_value=100_000)
    under = UnderField(label=_("Part of"), required=False)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=UnitKind.choices,
        initial=UnitKind.UNIT,
        required=False,
        help_text=_("A function is what people do in several units, such as fork-lift drivers. It is part of none."),
    )

    class Meta:
        model = WorkUnit
        fields = ["name", "headcount"]

    def __init__(self, *args: Any, tree: Tree | None, **kwargs: Any) -> None:
        """tree: None where there are too many units to choose from; one more is moved from its own page."""
        super().__init__(*args, **kwargs)
        if tree and tree.is_grown:
            offer(self, "under", places_to_stand(tree))
        else:
            del self.fields["under"]
        if tree and not tree.is_grown:
            del self.fields["kind"]

    def clean_kind(self) -> str:
        return str(self.cleaned_data["kind"] or UnitKind.UNIT)


class ChangeWorkUnitForm(_OnADay):
    """What may become otherwise about a unit, in one go."""

    name = forms.CharField(label=_("Name"), max_length=120)
    headcount = fields.WholeNumber(label=_("Number of workers"), min_value=0, max_value=100_000)
    under = UnderField(label=_("Part of"), required=False)
    ended = forms.BooleanField(label=_("This work unit no longer exists"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    field_order = ("name", "headcount", "under", "ended", "on", "why", "version")

    def __init__(self, data: Any, *, unit: WorkUnit, tree: Tree) -> None:
        super().__init__(
            data,
            initial={
                "name": unit.name,
                "headcount": unit.headcount,
                "under": under_as_choice(unit),
                "ended": unit.ended_on is not None,
                "version": unit.version,
            },
        )
        choices = places_to_stand(tree, {unit.pk, *tree.under(unit.pk)})
        if not tree.is_grown or unit.kind == UnitKind.FUNCTION or under_as_choice(unit) not in dict(choices):
            del self.fields["under"]
        else:
            offer(self, "under", choices)
        if not tree.is_grown:
            del self.fields["on"], self.fields["why"]


class MergeForm(_OnADay):
    units = forms.MultipleChoiceField(
        label=_("Which units become one"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least two units.")},
    )
    name = forms.CharField(label=_("Name of the new unit"), max_length=120)
    headcount = fields.WholeNumber(
        label=_("Number of workers"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("Empty: what the units have together."),
    )
    under = UnderField(label=_("Part of"), required=False)
    field_order = ("units", "name", "headcount", "under", "on", "why")

    def __init__(self, data: Any = None, *, tree: Tree, closed: Iterable[WorkUnit] = ()) -> None:
        """closed: units that may be named although they are no longer offered, so that a second click is understood."""
        super().__init__(data)
        offer(self, "under", places_to_stand(tree))
        shown = [(node, f"{node.place.name}: {node.path}" if node.place.name else node.path) for node in tree.units]
        shown += [(node, _("%(name)s (function)") % {"name": node.name}) for node in tree.functions]
        choices = [(str(node.key), label) for node, label in shown]
        sent = set(data.getlist("units")) if data is not None else set()
        choices += [(str(unit.pk), unit.name) for unit in closed if str(unit.pk) in sent]
        offer(self, "units", choices)

    def clean_units(self) -> list[UUID]:
        return [UUID(key) for key in self.cleaned_data["units"]]


class SplitForm(_OnADay):
    parts = forms.CharField(
        label=_("What it becomes"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One unit on each line: its name, a semicolon, its number of workers. For example: Day shift; 12"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    field_order = ("parts", "on", "why", "version")

    def clean_parts(self) -> list[tuple[str, int]]:
        found, wrong = [], []
        lines = [line.strip() for line in self.cleaned_data["parts"].splitlines()]
        for number, line in enumerate(lines, 1):
            if not line:
                continue
            name, _sign, figure = line.rpartition(";")
            try:
                workers = numbers.read_whole(figure)
                if not name.strip() or len(name.strip()) > 120 or not 0 <= workers <= 100_000:
                    raise Unclear("“%(typed)s”", line)
                found.append((name.strip(), workers))
            except Unclear:
                wrong.append(
                    _("Line %(number)s: write a name, a semicolon and a number of workers.") % {"number": number}
                )
        if not wrong and not 2 <= len(found) <= MOST_PARTS:
            wrong = [_("Name two to %(most)s units, each on a line of its own.") % {"most": MOST_PARTS}]
        if wrong:
            raise forms.ValidationError(wrong)
        return found


class EstablishmentForm(fields.ReadingModelForm):
    number = fields.EstablishmentNumber(
        label=_("Establishment number"),
        required=False,
        help_text=_("Ten figures, beginning with 2 to 8, for example 2.999.990.165."),
    )

    business_unit = forms.CharField(
        label=_("Technical business unit (TBE)"),
        max_length=120,
        required=False,
        help_text=_("Only when the company has several: what the committee of this place belongs to."),
    )

    class Meta:
        model = EstablishmentUnit
        fields = ["name", "number", "street", "postcode", "municipality"]


class ChangeEstablishmentForm(EstablishmentForm, _OnADay):
    ended = forms.BooleanField(label=_("This establishment no longer exists"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    field_order = (*EstablishmentForm.Meta.fields, "business_unit", "ended", "on", "why", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended"].initial = self.instance.ended_on is not None
        self.fields["business_unit"].initial = self.instance.business_unit and self.instance.business_unit.name
        self.fields["version"].initial = self.instance.version


class AsOnForm(forms.Form):
    """The day that the list is shown for."""

    on = fields.Date(label=_("As it was on"), required=False)
