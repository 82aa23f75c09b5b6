"""What an applicant confirms, and the edition of the privacy notice they were shown. Kept with the application."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coaching.programmes.layers import Item

# A change of the words of `programmes/apply/privacy.html` is a new edition.
PRIVACY_EDITION = "2026-1"
DECLARATION = _("I fill this in on behalf of the employer, and what I filled in is correct.")


def commitments_of(application: Any) -> tuple[Item, ...]:
    """What the layer asks to commit to, in the version with which the application was begun."""
    version = application.layer_version
    return version.parts.commitments if version else ()


def confirmed(application: Any) -> dict[str, Any]:
    """The words as they were shown, to keep: a later change of texts or layer leaves them as they are."""
    return {
        "text": str(DECLARATION),
        "commitments": [str(item) for item in commitments_of(application)],
        "privacy": PRIVACY_EDITION,
        "language": get_language() or "nl",
    }
