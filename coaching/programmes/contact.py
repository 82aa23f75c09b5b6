"""How one reaches a programme, how and until when one may disagree with a refusal. Its own data, no term of the law."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coaching.core.ground import clock
from coaching.core.ground.choices import Language
from coaching.core.ground.people import Reachable, to_reach
from coaching.core.ground.workflow import Refused
from coaching.core.screen import ui
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application, Programme

WHERE, TERM = gettext_lazy("a postal address or an e-mail address"), gettext_lazy("the days to object to a refusal")
HOW, HOW_IN = (
    gettext_lazy("how one objects to a refusal"),
    gettext_lazy("how one objects to a refusal, in %(language)s"),
)


def how_of(programme: Programme, language: str | None = None) -> list[str]:
    """How one objects, in this language (else the one in force): a paragraph per line."""
    text = programme.objection_texts.get(language or get_language() or "", "")
    return [line.strip() for line in text.splitlines() if line.strip()]


def missing(programme: Programme, languages: Iterable[str] = ()) -> list[Any]:
    """What a refusal in these languages has to say and the programme has not filled in; each in words.

    Without a language: whether there is one in which something could be refused.
    """
    found = []
    if not programme.contact_address.strip() and not programme.contact_email:
        found.append(WHERE)
    if not programme.objection_days:
        found.append(TERM)
    wanted = sorted(set(languages))
    if not wanted and not any(how_of(programme, language) for language in Language.values):
        found.append(HOW)
    lacking = [language for language in wanted if not how_of(programme, language)]
    return found + [HOW_IN % {"language": Language(language).label} for language in lacking]


def refuse_without(programme: Programme, languages: Iterable[str]) -> None:
    """Raises Refused: nobody is told no without where to write, how and until when, in the language of their letter."""
    if lacking := missing(programme, languages):
        raise Refused(
            _("A refusal says where the company can write, how and until when. First fill in, under Rules: %(what)s.")
            % {"what": ", ".join(str(one) for one in lacking)}
        )


def sender_of(programme: Programme) -> list[str]:
    """Who writes, at the top of a letter: the name, and where and how one reaches them."""
    name = programme.paper_name or programme.name
    lines = lines_of(programme)
    return lines if lines[:1] == [name] else [name, *lines]


def lines_of(programme: Programme) -> list[str]:
    """Address, e-mail, telephone: a line each, those that are filled in."""
    address = [line.strip() for line in programme.contact_address.splitlines() if line.strip()]
    return [*address, *(one for one in (programme.contact_email, programme.contact_phone) if one)]


def people_of(application: Application) -> list[ui.Helper]:
    """Who applied and the contacts of the company, once each, for who may phone them."""
    company = application.company_id
    found = to_reach(companies=[company] if company else [], applications=[application.pk])
    roles = {one.id: (one, _("Who applied")) for one in found.get(application.pk, [])}
    for one in found.get(company, []) if company else []:
        roles.setdefault(one.id, (one, _("Contact of the company")))
    return [ui.Helper(one.name, role, one) for one, role in roles.values()]


def desk_of(programme: Programme) -> ui.Helper:
    """The programme itself among those who help: its own address and number, no person's."""
    reach = Reachable(0, programme.name, programme.contact_email, programme.contact_phone)
    return ui.Helper(programme.name, _("Programme"), reach)


def object_by(programme: Programme, decided_on: date) -> date | None:
    """The last day on which the company can object, by the programme's own term."""
    return decided_on + timedelta(days=programme.objection_days) if programme.objection_days else None


def told(programme: Programme, decided_on: date) -> dict[str, Any]:
    """The same for the context of a mail."""
    last = object_by(programme, decided_on)
    how = {language: how_of(programme, language) for language in Language.values}
    return {"contact": lines_of(programme), "object_by": last.isoformat() if last else "", "object_how": how}


def told_on_page(application: Application) -> dict[str, Any] | None:
    """The same under a decision that says no; None for other states, or when the programme filled nothing in."""
    refused = application.state in {ApplicationState.REJECTED, ApplicationState.LAPSED}
    lines = lines_of(application.programme) if refused else []
    if not lines or application.decided_at is None:
        return None
    decided = timezone.localtime(application.decided_at).date()
    # What has lapsed was decided long before: its mail names the day.
    until = object_by(application.programme, decided) if application.state == ApplicationState.REJECTED else None
    how = how_of(application.programme) if until else []
    return {"lines": lines, "how": how, "until": until, "over": until is not None and until < clock.today()}
