"""Which messages of the sign-in library can reach a reader: those of its Python and of templates that we did not replace."""

from __future__ import annotations

import io
from pathlib import Path

import allauth
from babel.messages.extract import extract
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.translation.template import templatize

from coaching.core.messages import KEYWORDS

HOME = Path(allauth.__file__).parent
APPS = ("account", "mfa", "socialaccount", "usersessions", "core", "utils.py", "decorators.py", "ratelimit.py")
# Other providers, and what only a developer reads.
LEFT_OUT = {"providers", "tests", "migrations", "management", "phone", "models.py", "apps.py", "admin.py"}
# Ways in that this product does not offer: by telephone number, by a code in a mail, by trusting a browser.
NOT_OFFERED = ("phone", "login_by_code", "trust", "confirm_email_verification_code", "password_reset_code")


def _texts(source: str) -> set[str]:
    found = set()
    for _line, message, _comments, _context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):  # type: ignore[arg-type, misc]
        found.add(message if isinstance(message, str) else message[0])
    return found


def _ours(name: str) -> bool:
    """Whether the template of that name is our own."""
    try:
        return not Path(get_template(name).origin.name).is_relative_to(HOME)  # type: ignore[attr-defined]
    except TemplateDoesNotExist:
        return False


def reachable() -> set[str]:
    found: set[str] = set()
    for app in APPS:
        paths = [HOME / app] if app.endswith(".py") else sorted((HOME / app).rglob("*.py"))
        for path in paths:
            if path.exists() and not LEFT_OUT & set(path.relative_to(HOME).parts):
                found |= _texts(path.read_text())
    for path in sorted((HOME / "templates").rglob("*.*")):
        name = str(path.relative_to(HOME / "templates"))
        if name.split("/")[0] not in APPS or _ours(name) or any(word in name for word in NOT_OFFERED):
            continue
        source = "\n".join(line.strip() for line in templatize(path.read_text()).splitlines())
        found |= _texts(source)
    return found - {""}
