"""Planning gatherings and giving places: never more than there are, whoever asks at the same moment."""

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
from modules.gatherings import queries, rules
from modules.gatherings.enums import COMING, PLACE, PlaceState
from modules.models import Gathering, GatheringPlace, Module
from modules.wishes.tasks import tell_wishes


def token_of(place_id: UUID) -> str:
    """The secret of a place's link (see `uptake.actions.token_of`)."""
    return salted_hmac("modules.place", str(place_id), algorithm="sha256").hexdigest()[:40]


def digest_of(token: str) -> str:
    return salted_hmac("modules.place.digest", token, algorithm="sha256").hexdigest()


# -- The programme -------------------------------------------------------------------------------------------------------
@transaction.atomic
def plan_gathering(*, programme_id: UUID, module: Module, values: Mapping[str, Any], by: Actor) -> Gathering:
    """A gathering that people can ask places in. Refused in the past or without a place and a link."""
    by.check(rules.PLAN)
    planned = Gathering(programme_id=programme_id, module=module, **values)
    _refuse(planned)
    lock(Programme.objects, pk=programme_id)
    if there := sent_before(planned):
        return there
    planned.save(force_insert=True)
    audit.record("gathering.planned", planned, by=by)
    work.ask(tell_wishes, planned)
    return planned


def _refuse(planned: Gathering) -> None:
    if planned.starts_at <= clock.now():
        raise Refused(_("Choose a moment that is still to come."))
    if not planned.place and not planned.link:
        raise Refused(_("Fill in a place or a link."))


@transaction.atomic
def change_gathering(*, gathering_id: UUID, values: Mapping[str, Any], opened_with: int, by: Actor) -> Gathering:
    """Another moment, place or number of places; everybody who comes is told of a move, and a wider room is filled."""
    by.check(rules.PLAN)
    planned = lock(Gathering.objects.select_related("module"), pk=gathering_id)
    if planned.cancelled_at:
        raise IllegalTransition(_("This gathering is cancelled."))
    planned.claim_version(opened_with)
    before = (planned.starts_at, planned.place, planned.link)
    for name, value in values.items():
        setattr(planned, name, value)
    _refuse(planned)
    planned.save()
    audit.record("gathering.changed", planned, by=by)
    if before != (planned.starts_at, planned.place, planned.link):
        _tell_all("modules.gathering_moved", planned, f"moved:{planned.version}")
    _fill_later(planned.pk, planned.programme_id)
    return planned


@transaction.atomic
def cancel_gathering(*, gathering_id: UUID, reason: str, by: Actor) -> Gathering:
    """It does not take place; everybody who comes or waits is told why."""
    by.check(rules.PLAN)
    planned = lock(Gathering.objects.select_related("module"), pk=gathering_id)
    if planned.cancelled_at:
        raise IllegalTransition(_("This gathering is cancelled already."))
    if not reason.strip():
        raise Refused(_("Give a reason."))
    planned.cancelled_at, planned.cancel_reason = clock.now(), reason.strip()
    planned.save(update_fields=["cancelled_at", "cancel_reason"])
    audit.record("gathering.cancelled", planned, by=by, reason=reason)
    _tell_all("modules.gathering_cancelled", planned, "cancelled")
    return planned


@transaction.atomic
def note_attendance(
    *, gathering_id: UUID, present: Iterable[UUID], listed: Collection[UUID] | None = None, by: Actor
) -> int:
    """Who was there; the others with a place were not. Can be corrected. Refused before it begins.

    listed: the places on the page that was filled in, of a list in pages; nobody else changes. None: all.
    """
    by.check(rules.PLAN)
    planned = Gathering.objects.get(pk=gathering_id)
    if planned.starts_at > clock.now():
        raise Refused(_("Note who was there once the gathering has begun."))
    wanted, count = set(present), 0
    places = GatheringPlace.objects.filter(gathering=planned).exclude(state=PlaceState.CANCELLED)
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
    *, gathering: Gathering, values: Mapping[str, Any], user_id: int | None = None, form_id: UUID | None = None
) -> GatheringPlace:
    """A place, or one on the waiting list when it is full; a mail says which. Written by whoever holds its token.

    form_id: made with the form; the same form and words sent twice give the same place. Refused for a gathering that is
    over or cancelled, and for an address that has a place already.
    """
    if gathering.cancelled_at or gathering.starts_at <= clock.now():
        raise Refused(_("You can no longer sign up for this gathering."))
    language = get_language() or ""
    place = GatheringPlace(
        gathering=gathering,
        programme_id=gathering.programme_id,
        applicant_id=user_id,
        language=language if language in dict(settings.LANGUAGES) else "nl",
        **values,
    )
    mark = _id_of(mark_of(form_id, gathering.pk, dict(values))) if form_id else None
    full = queries.lock_places(gathering.pk) >= gathering.capacity
    if mark and (there := _held_by(mark)):
        if there.state != PlaceState.CANCELLED:
            return there
    elif mark:
        place.id = mark
    place.token_digest = digest_of(token_of(place.pk))
    if queries.has_place(gathering.pk, place.email):
        raise Refused(_("This e-mail address is signed up already. Look for our mail with the link."))
    with token_context(place.token_digest):
        by = current_actor()
        place.save(force_insert=True)
        apply_transition(PLACE, "wait" if full else "take", place, by=by)
        _tell("modules.place_waiting" if full else "modules.place_taken", place, gathering, "asked")
    return place


def _id_of(mark: UUID) -> UUID:
    """The key that a form's place gets. Nobody can choose a form that leads to somebody else's."""
    return UUID(salted_hmac("modules.gatherings.form", str(mark), algorithm="sha256").hexdigest()[:32])


def _held_by(mark: UUID) -> GatheringPlace | None:
    """The place that this very form made before."""
    with token_context(digest_of(token_of(mark))):
        found: GatheringPlace | None = GatheringPlace.objects.filter(pk=mark).first()
        return found


@transaction.atomic
def cancel_place(*, place_id: UUID, by: Actor) -> GatheringPlace:
    """Not coming after all; whoever waits longest gets the place."""
    by.check(rules.TAKE_PLACE)
    place = lock(GatheringPlace.objects, pk=place_id)
    had = place.state == PlaceState.TAKEN
    apply_transition(PLACE, "cancel", place, by=by)
    if had:
        _fill_later(place.gathering_id, place.programme_id)
    return place


def _fill_later(gathering_id: UUID, programme_id: UUID) -> None:
    work.ask("modules.fill_places_of", Gathering(pk=gathering_id, programme_id=programme_id))


@transaction.atomic
def fill_places(*, gathering_id: UUID, by: Actor) -> int:
    """Give free places to those who wait, the longest first; each gets a mail. Nothing for a gathering that is over."""
    by.check(rules.FILL_PLACES)
    gathering = Gathering.objects.select_related("module").get(pk=gathering_id)
    if gathering.cancelled_at or gathering.starts_at <= clock.now():
        return 0
    free = gathering.capacity - queries.lock_places(gathering_id)
    waiting = GatheringPlace.objects.filter(gathering=gathering, state=PlaceState.WAITING).order_by("asked_at", "id")
    lucky = list(waiting.select_for_update()[: max(0, free)])
    for place in lucky:
        apply_transition(PLACE, "promote", place, by=by)
        _tell("modules.place_free", place, gathering, "promoted")
    return len(lucky)


# -- Mails ------------------------------------------------------------------------------------------------------------------
def told(place: GatheringPlace, gathering: Gathering, link: str) -> dict[str, Any]:
    """What every mail about a place knows, as JSON."""
    return {
        "place": str(place.pk),
        "token": token_of(place.pk),
        "title": gathering.module.title,
        "starts_at": timezone.localtime(gathering.starts_at).isoformat(),
        "where": gathering.place,
        "link": link,
        "reason": gathering.cancel_reason,
        "gathering": str(gathering.pk),
        "minutes": gathering.minutes,
        "sequence": gathering.version,
        "comes": place.state == PlaceState.TAKEN,
        "said_at": clock.now().isoformat(),
    }


def _tell(kind: str, place: GatheringPlace, gathering: Gathering, fact: str) -> None:
    link = queries.link_of(gathering.pk) if place.state == PlaceState.TAKEN else ""
    outbox.queue(
        kind,
        address=place.email,
        language=place.language,
        context=told(place, gathering, link),
        dedupe=f"place.{fact}:{place.pk}",
        about=place,
    )


def _tell_all(kind: str, gathering: Gathering, fact: str) -> None:
    for place in GatheringPlace.objects.filter(gathering=gathering, state__in=COMING):
        _tell(kind, place, gathering, fact)


@transaction.atomic
def remind(*, gathering: Gathering) -> int:
    """A mail to everybody who has a place, once."""
    coming = GatheringPlace.objects.filter(gathering=gathering, state=PlaceState.TAKEN, reminded_at=None)
    rows = list(coming.select_for_update())
    for place in rows:
        _tell("modules.gathering_soon", place, gathering, "soon")
    GatheringPlace.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=clock.now())
    return len(rows)
