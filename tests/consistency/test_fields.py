"""No form of the product reads numbers, dates or numbers of enterprises in a way of its own."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest
from django import forms
from django.apps import apps

import actionplans
import coaching
import modules
import riskanalysis
from coaching.core.screen import fields
from coaching.core.screen.fields import ReadingModelForm

OURS = (coaching, modules, riskanalysis, actionplans)
PLAIN = (
    forms.IntegerField,
    forms.DecimalField,
    forms.FloatField,
    forms.DateField,
    forms.DateTimeField,
    forms.TimeField,
)
READING = (
    fields.WholeNumber,
    fields.DecimalNumber,
    fields.Amount,
    fields.Percent,
    fields.Hours,
    fields.Date,
    fields.TimeOfDay,
)
CODES = {
    "postcode": fields.Postcode,
    "enterprise_number": fields.EnterpriseNumber,
    "email": fields.EmailAddress,
}


def _modules() -> Iterator[ModuleType]:
    for package in OURS:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in found.name and ".config." not in found.name:
                yield importlib.import_module(found.name)


def _forms() -> list[type[forms.BaseForm]]:
    found = {
        thing
        for module in _modules()
        for _name, thing in inspect.getmembers(module, inspect.isclass)
        if issubclass(thing, forms.BaseForm) and thing.__module__.startswith(tuple(p.__name__ for p in OURS))
    }
    return sorted(found, key=lambda form: f"{form.__module__}.{form.__qualname__}")


FORMS = _forms()


def _plain(name: str, field: forms.Field) -> bool:
    if name in CODES and not field.widget.is_hidden:
        return not isinstance(field, (CODES[name], forms.ChoiceField))
    hidden_version = isinstance(field.widget, forms.HiddenInput) and name.endswith("version")
    return isinstance(field, PLAIN) and not isinstance(field, READING) and not hidden_version


def test_there_are_forms() -> None:
    assert len(FORMS) > 80
    assert sum(len(getattr(form, "base_fields", {})) for form in FORMS) > 200


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__qualname__}")
def test_its_boxes_read_as_the_house_does(form: type[forms.BaseForm]) -> None:
    boxes = getattr(form, "base_fields", {})
    library = any(base.__module__.startswith("allauth.") for base in form.__mro__)  # its forms read their own addresses
    wrong = [name for name, field in boxes.items() if _plain(name, field)]
    assert [name for name in wrong if not (library and name == "email")] == []
    typed = [
        name
        for name, field in boxes.items()
        if getattr(field.widget, "input_type", "") in ("number", "date", "time", "datetime-local", "month", "range")
    ]
    assert typed == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__}.{form.__qualname__}")
def test_a_form_of_a_model_derives_from_the_one_that_reads(form: type[forms.BaseForm]) -> None:
    assert not issubclass(form, forms.ModelForm) or issubclass(form, ReadingModelForm)


def test_fields_that_are_made_while_a_page_is_drawn_are_ours_too() -> None:
    """What a form adds when it is made stands in its source: no plain field is named there."""
    wrong = []
    for module in _modules():
        try:
            source = inspect.getsource(module)
        except OSError:  # an empty package
            continue
        for number, line in enumerate(source.splitlines(), 1):
            if any(f"forms.{kind.__name__}(" in line for kind in PLAIN) or "forms.NumberInput" in line:
                following = "".join(source.splitlines()[number - 1 : number + 1])
                if "HiddenInput" not in following and module.__name__ != "coaching.core.screen.fields":
                    wrong.append(f"{module.__name__}:{number}")
    assert wrong == []


def test_columns_of_models_are_read_by_the_kind_that_their_name_says() -> None:
    made = {
        f"{model.__name__}.{field.name}": fields._kind(field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if hasattr(field, "formfield") and model.__module__.startswith(tuple(p.__name__ for p in OURS))
    }
    assert made["PreventionMeasure.budget_eur"] is fields.Amount
    assert made["Finding.at_risk_percent"] is fields.Percent
    assert made["CoachingSession.hours"] is fields.Hours
    assert made["Application.postcode"] is fields.Postcode
    assert made["Objective.target"] is fields.DecimalNumber
    assert made["Coach.trained_on"] is fields.Date
