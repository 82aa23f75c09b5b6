"""Changes as their pages list them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.core.screen.tables import body, link
from coaching.core.templatetags.ui import status, tag, when
from coaching.core.tenancy.workspace import Place
from riskanalysis.changes.models import ChangeCheck
from riskanalysis.changes.queries import ChangeLine
from riskanalysis.enums import SubFactor, WorkAspect

FEW = 3  # names of units that a row has room for


def where(line: ChangeLine) -> str:
    names = [unit.name for unit in line.units]
    if not names:
        return _("the whole company")
    if len(names) <= FEW:
        return ", ".join(names)
    more = len(names) - FEW
    others = ngettext("and %(number)s other", "and %(number)s others", more) % {"number": more}
    return f"{', '.join(names[:FEW])} {others}"


def _what_came(line: ChangeLine) -> SafeString:
    if line.put_right_by is not None:
        return tag(_("put right"), "neutral")
    if line.check.is_nothing:
        return tag(_("nothing to look at again"), "good")
    number = len(line.check.parts)
    words = ngettext("%(number)s part opened again", "%(number)s parts opened again", number)
    shown = words % {"number": number}
    if line.opened is None:
        return format_html("{}", shown)
    return format_html("<span>{} {}</span>", shown, status(line.opened.state, line.opened.get_state_display()))


def changes(lines: Iterable[ChangeLine], place: Place) -> SafeString:
    """The body of the table."""
    address = place.url_by_key("riskanalysis:change")
    columns = [
        ("", ""),
        (_("From when"), "nowrap"),
        (_("Where"), ""),
        (_("What came of it"), ""),
        (_("Answered"), ""),
    ]
    return body(
        columns,
        (
            (
                link(address(line.check.pk), line.check.words),
                when(line.check.changes_on),
                where(line),
                _what_came(line),
                format_html(
                    "<span>{} · {}</span>", when(timezone.localtime(line.check.answered_at).date()), line.answered_by
                ),
            )
            for line in lines
        ),
    )


@dataclass(frozen=True)
class Parts:
    """One A with what of it is looked at again. elsewhere: in an analysis that was in progress already."""

    aspect: str
    here: Sequence[str]
    elsewhere: Sequence[str]


def parts(check: ChangeCheck) -> list[Parts]:
    """By A, in their order."""
    inside = set(check.opened_parts)
    found = []
    for aspect in WorkAspect:
        of_it = [SubFactor(part) for part in check.parts if SubFactor(part).aspect == aspect]
        if of_it:
            here = [str(part.label) for part in of_it if part in inside]
            elsewhere = [str(part.label) for part in of_it if part not in inside]
            found.append(Parts(capfirst(str(aspect.label)), here, elsewhere))
    return found
