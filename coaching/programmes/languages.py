"""In which language a file is answered."""

from __future__ import annotations

from coaching.core.ground.choices import Language
from coaching.programmes.models import Application


def letter_language(application: Application) -> str:
    """Letters and mails exist in three languages; a file in German (from an import) gets them in Dutch."""
    return application.language if application.language in Language.values else Language.DUTCH.value
