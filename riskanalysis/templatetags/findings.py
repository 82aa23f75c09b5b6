"""Findings in templates."""

from django import template

from riskanalysis import lists

register = template.Library()
register.simple_tag(lists.findings, name="finding_rows")
register.simple_tag(lists.named, name="finding_items")
