"""Planning sessions and giving places: never more than there are, whoever asks at the same moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import IllegalTransition, Refused, apply_transition
from coaching.core.jobs import work
from coaching.core.mail import outbox
from coaching.core.tenancy.context import current_actor, token_context
from coaching.core.tenancy.models import lock, mark_of, sent_before
from coaching.programmes.models import Programme
from modules.models import Module, ModuleSession, SessionPlace
from modules.sessions import queries, rules
from modules.sessions.enums import COMING, PLACE, PlaceState


def token_of(place_id: UUID) -> str:
    """The secret of a place's link (see `uptake.actions.token_of`)."""
    return salted_hmac("modules.place", str(place_id), algorithm="sha256").hexdigest()[:40]


def digest_of(token: str) -> str:
    return salted_hmac("modules.place.digest", token, algorithm="sha256").hexdigest()


# -- The programme -------------------------------------------------------------------------------------------------------
@transaction.atomic
def plan_session(*, programme_id: UUID, module: Module, values: Mapping[str, Any], by: Actor) -> ModuleSession:
    """A session that people can ask places in. Refused in the past or without a place and a link."""
    by.check(rules.PLAN)
    planned = ModuleSession(programme_id=programme_id, module=module, **values)
    _refuse(planned)
    lock(Programme.objects, pk=programme_id)
    if there := sent_before(planned):
        return there
    planned.save(force_insert=True)
    audit.record("session.planned", planned, by=by)
    return planned


def _refuse(planned: ModuleSession) -> None:
    if planned.starts_at <= clock.now():
        raise Refused(_("Choose a moment that is still to come."))
    if not planned.place and not planned.link:
        raise Refused(_("Fill in a place or a link."))


@transaction.atomic
def change_session(*, session_id: UUID, values: Mapping[str, Any], opened_with: int, by: Actor) -> ModuleSession:
    """Another moment, place or number of places; everybody who comes is told of a move, and a wider room is filled."""
    by.check(rules.PLAN)
    planned = lock(ModuleSession.objects.select_related("module"), pk=session_id)
    if planned.cancelled_at:
        raise IllegalTransition(_("This session is cancelled."))
    planned.claim_version(opened_with)
    before = (planned.starts_at, planned.place, planned.link)
    for name, value in values.items():
        setattr(planned, name, value)
    _refuse(planned)
    planned.save()
    audit.record("session.changed", planned, by=by)
    if before != (planned.starts_at, planned.place, planned.link):
        _tell_all("modules.session_moved", planned, f"moved:{planned.version}")
    _fill_later(planned.pk, planned.programme_id)
    return planned


@transaction.atomic
def cancel_session(*, session_id: UUID, reason: str, by: Actor) -> ModuleSession:
    """It does not take place; everybody who comes or waits is told why."""
    by.check(rules.PLAN)
    planned = lock(ModuleSession.objects.select_related("module"), pk=session_id)
    if planned.cancelled_at:
        raise IllegalTransition(_("This session is cancelled already."))
    if not reason.strip():
        raise Refused(_("Give a reason."))
    planned.cancelled_at, planned.cancel_reason = clock.now(), reason.strip()
    planned.save(update_fields=["cancelled_at", "cancel_reason"])
    audit.record("session.cancelled", planned, by=by, reason=reason)
    _tell_all("modules.session_cancelled", planned, "cancelled")
    return planned


@transaction.atomic
def note_attendance(
    *, session_id: UUID, present: Iterable[UUID], listed: Collection[UUID] | None = None, by: Actor
) -> int:
    """Who was there; the others with a place were not. Can be corrected. Refused before it begins.

    listed: the places on the page that was filled in, of a list in pages; nobody else changes. None: all.
    """
    by.check(rules.PLAN)
    planned = ModuleSession.objects.get(pk=session_id)
    if planned.starts_at > clock.now():
        raise Refused(_("Note who was there once the session has begun."))
    wanted, count = set(present), 0
    places = SessionPlace.objects.filter(session=planned).exclude(state=PlaceState.CANCELLED)
    if listed is not None:
        places = places.filter(pk__in=listed)
    for place in places.select_for_update():
        if place.pk in wanted and place.state != PlaceState.PRESENT:
            apply_transition(PLACE, "attend", place, by=by)
        elif place.pk not in wanted and place.state in (PlaceState.TAKEN, PlaceState.PRESENT):
            apply_transition(PLACE, "miss", place, by=by)
        count += place.pk in wanted
    return count


# -- Whoever comes --------------------------------------------------------------------------------------------------------
@transaction.atomic
def ask_place(
    *, session: ModuleSession, values: Mapping[str, Any], user_id: int | None = None, form_id: UUID | None = None
) -> SessionPlace:
    """A place, or one on the waiting list when it is full; a mail says which. Written by whoever holds its token.

    form_id: made with the form; the same form and words sent twice give the same place. Refused for a session that is
    over or cancelled, and for an address that has a place already.
    """
    if session.cancelled_at or session.starts_at <= clock.now():
        raise Refused(_("You can no longer sign up for this session."))
    language = get_language() or ""
    place = SessionPlace(
        session=session,
        programme_id=session.programme_id,
        applicant_id=user_id,
        language=language if language in dict(settings.LANGUAGES) else "nl",
        **values,
    )
    mark = _id_of(mark_of(form_id, session.pk, dict(values))) if form_id else None
    full = queries.lock_places(session.pk) >= session.capacity
    if mark and (there := _held_by(mark)):
        if there.state != PlaceState.CANCELLED:
            return there
    elif mark:
        place.id = mark
    place.token_digest = digest_of(token_of(place.pk))
    if queries.has_place(session.pk, place.email):
        raise Refused(_("This e-mail address is signed up already. Look for our mail with the link."))
    with token_context(place.token_digest):
        by = current_actor()
        place.save(force_insert=True)
        apply_transition(PLACE, "wait" if full else "take", place, by=by)
        _tell("modules.place_waiting" if full else "modules.place_taken", place, session, "asked")
    return place


def _id_of(mark: UUID) -> UUID:
    """The key that a form's place gets. Nobody can choose a form that leads to somebody else's."""
    return UUID(salted_hmac("modules.sessions.form", str(mark), algorithm="sha256").hexdigest()[:32])


def _held_by(mark: UUID) -> SessionPlace | None:
    """The place that this very form made before."""
    with token_context(digest_of(token_of(mark))):
        found: SessionPlace | None = SessionPlace.objects.filter(pk=mark).first()
        return found


@transaction.atomic
def cancel_place(*, place_id: UUID, by: Actor) -> SessionPlace:
    """Not coming after all; whoever waits longest gets the place."""
    by.check(rules.TAKE_PLACE)
    place = lock(SessionPlace.objects, pk=place_id)
    had = place.state == PlaceState.TAKEN
    apply_transition(PLACE, "cancel", place, by=by)
    if had:
        _fill_later(place.session_id, place.programme_id)
    return place


def _fill_later(session_id: UUID, programme_id: UUID) -> None:
    work.ask("modules.fill_places_of", ModuleSession(pk=session_id, programme_id=programme_id))


@transaction.atomic
def fill_places(*, session_id: UUID, by: Actor) -> int:
    """Give free places to those who wait, the longest first; each gets a mail. Nothing for a session that is over."""
    by.check(rules.FILL_PLACES)
    session = ModuleSession.objects.select_related("module").get(pk=session_id)
    if session.cancelled_at or session.starts_at <= clock.now():
        return 0
    free = session.capacity - queries.lock_places(session_id)
    waiting = SessionPlace.objects.filter(session=session, state=PlaceState.WAITING).order_by("asked_at", "id")
    lucky = list(waiting.select_for_update()[: max(0, free)])
    for place in lucky:
        apply_transition(PLACE, "promote", place, by=by)
        _tell("modules.place_free", place, session, "promoted")
    return len(lucky)


# -- Mails ------------------------------------------------------------------------------------------------------------------
def told(place: SessionPlace, session: ModuleSession, link: str) -> dict[str, Any]:
    """What every mail about a place knows, as JSON."""
    return {
        "place": str(place.pk),
        "token": token_of(place.pk),
        "title": session.module.title,
        "starts_at": timezone.localtime(session.starts_at).isoformat(),
        "where": session.place,
        "link": link,
        "reason": session.cancel_reason,
    }


def _tell(kind: str, place: SessionPlace, session: ModuleSession, fact: str) -> None:
    link = queries.link_of(session.pk) if place.state == PlaceState.TAKEN else ""
    outbox.queue(
        kind,
        address=place.email,
        language=place.language,
        context=told(place, session, link),
        dedupe=f"place.{fact}:{place.pk}",
        about=place,
    )


def _tell_all(kind: str, session: ModuleSession, fact: str) -> None:
    for place in SessionPlace.objects.filter(session=session, state__in=COMING):
        _tell(kind, place, session, fact)


@transaction.atomic
def remind(*, session: ModuleSession) -> int:
    """A mail to everybody who has a place, once."""
    coming = SessionPlace.objects.filter(session=session, state=PlaceState.TAKEN, reminded_at=None)
    rows = list(coming.select_for_update())
    for place in rows:
        _tell("modules.session_soon", place, session, "soon")
    SessionPlace.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=clock.now())
    return len(rows)
