"""PDFs that people hand in: nothing in them may run, fetch or send by itself, nor carry another file (ADR 0020)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from coaching.core.ground.workflow import Refused

READER = Path(__file__).with_name("pdf_objects.py")
PATIENCE = 20  # seconds; the reader itself stops after eight of its own
WORDS = {
    "acts": _(
        "This PDF cannot be accepted: it starts something by itself, or asks for another file. "
        "Open it, print it to PDF again, and choose that new file."
    ),
    "carries": _(
        "This PDF cannot be accepted: it carries another file inside. "
        "Open it, print it to PDF again, and choose that new file."
    ),
    "protected": _("This PDF is protected with a password. Save it without a password, and choose it again."),
    "damaged": _("This PDF is damaged. Open it, print it to PDF again, and choose that new file."),
    "too_much": _("This PDF is too complicated to check. Open it, print it to PDF again, and choose that new file."),
}


def check_pdf(content: bytes) -> None:
    """Raises Refused, with what the person can do, for what is not a plain document.

    The file is kept as it came, not cleaned: writing it anew would break the signatures in it.
    """
    verdict = _verdict(content)
    if verdict != "ok":
        raise Refused(WORDS[verdict])


def _verdict(content: bytes) -> str:
    """What the reader says, in a process of its own that knows nothing of us; one that died says "too_much"."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(READER)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "too_much"
    said = done.stdout.decode(errors="replace").strip()
    return said if done.returncode == 0 and said in {"ok", *WORDS} else "too_much"
