"""The conversation and the time line, for company and coach and for the programme's desk."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.core.ground import clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Hat
from coaching.core.paper import uploads
from coaching.core.screen import timeline, ui
from coaching.core.screen.forms import offer
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires
from coaching.core.screen.waits import was_read
from coaching.core.tenancy.requests import PlaceRequest
from coaching.trajectories import rules
from coaching.trajectories.models import Message, Trajectory
from coaching.trajectories.queries import current
from coaching.trajectories.talk import actions, line
from coaching.trajectories.talk.queries import address_of, circle_of, messages_of, place_of
from coaching.trajectories.views import shown

MESSAGES = 25  # to a page: each is some lines of text, and the newest stands first
WHO = {line.DOCUMENTS: "created_by_id"}


class MessageForm(forms.Form):
    """text, whom to tell at once, a file; for coach and programme also whether the company may see it."""

    text = forms.CharField(
        label=gettext_lazy("Your message"),
        required=False,
        max_length=actions.LONGEST,
        widget=forms.Textarea({"rows": 5}),
    )
    mentioned = forms.MultipleChoiceField(
        label=gettext_lazy("Who must see this at once?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They get a mail now. The others get it with their news."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("PDF, PNG or JPEG, at most 10 MB."),
        widget=forms.FileInput({"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
    is_internal = forms.BooleanField(
        label=gettext_lazy("A note for coach and programme only"),
        required=False,
        help_text=gettext_lazy("The company never sees it."),
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: dict[int, str], notes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "mentioned", [(str(key), name) for key, name in people.items()])
        if not people:
            del self.fields["mentioned"]
        if not notes:
            del self.fields["is_internal"]
        self.initial["form_id"] = uuid.uuid4()


class CorrectForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your message"), max_length=actions.LONGEST, widget=forms.Textarea({"rows": 5})
    )


@requires(rules.TALK)
@require_http_methods(["GET", "POST"])
def company_messages(request: PlaceRequest, company: str) -> HttpResponse:
    """The conversation as company and coach see it."""
    target = _target(request)
    found = target.trajectory if target else current(request.place.id)
    if found is None:
        return render(request, "trajectories/none.html")
    return _talk(request, found, request.place.url("trajectories:messages"), target)


@requires(rules.TALK)
@require_http_methods(["GET", "POST"])
def desk_messages(request: PlaceRequest, programme: str, trajectory_id: UUID) -> HttpResponse:
    """The conversation on the desk."""
    target, found = _target(request), _found(trajectory_id)
    here = request.place.url("trajectories:desk_messages", trajectory_id)
    return _talk(request, found, here, target if target and target.trajectory_id == found.pk else None)


def _target(request: PlaceRequest) -> Message | None:
    """The message that a link leads to (`?at=`), perhaps in an earlier trajectory of the company; None if there is none."""
    try:
        wanted = UUID(request.GET.get("at", ""))
    except ValueError:
        return None
    found = Message.objects.select_related("trajectory__company", "trajectory__programme", "trajectory__application")
    return found.filter(pk=wanted).first()


def _found(trajectory_id: UUID) -> Trajectory:
    rows = Trajectory.objects.select_related("company", "programme", "application")
    return get_or_404(rows, pk=trajectory_id)


def _talk(request: PlaceRequest, trajectory: Trajectory, here: str, target: Message | None) -> HttpResponse:
    actor, notes = request.actor, request.actor.hat != Hat.CONTACT
    circle = circle_of(trajectory, internal=False)
    first = place_of(target) // MESSAGES + 1 if target else 1
    page = page_of(request, messages_of(trajectory), MESSAGES, first=first)
    names = names_of([*circle.everybody, *(row.author_id for row in page.object_list)])
    people = {user: names[user] for user in circle.everybody if user != actor.user_id and user in names}
    data = (posted(request), request.FILES) if request.method == "POST" else ()
    form = MessageForm(*data, people=people, notes=notes)
    if form.is_valid():
        values = {**form.cleaned_data, "upload": form.cleaned_data["file"]}
        values["mentioned"] = [int(user) for user in values.get("mentioned", [])]
        del values["file"]
        if sent := attempt(form, actions.write_message, trajectory_id=trajectory.pk, by=actor, **values):
            messages.success(request, _("Your message is sent."))
            return redirect(address_of(here, sent.result.pk))
    here = address_of(here, target.pk).partition("#")[0] if target else here  # an answer stays in its conversation
    before, is_new = actions.note_read(trajectory, actor) if request.method == "GET" else (None, False)
    if is_new:
        was_read(request)
    context = {
        "trajectory": trajectory,
        "form": form,
        "lines": _lines(page.object_list, names, request, before),
        "page": page,
        "here": here,
        "first": before is None,
        "open": actions.may_write(trajectory, clock.now()),
        "desk": actor.hat == Hat.ADMIN,
    }
    return render(request, "trajectories/talk.html", context)


@dataclass(frozen=True)
class Line:
    """A message as its page shows it. Addresses are "" where there is nothing to do for the reader."""

    message: Message
    author: str
    mine: bool
    new: bool
    told: list[str]
    file: str = ""
    correct: str = ""
    remove: str = ""


def _lines(
    rows: Iterable[Message], names: dict[int, str], request: PlaceRequest, before: datetime | None
) -> list[Line]:
    desk = "desk_" if request.actor.hat == Hat.ADMIN else ""
    pages = (f"trajectories:{desk}{page}" for page in ("message_file", "correct_message", "remove_message"))
    file, correct, remove = (request.place.url_by_key(page) for page in pages)

    def line(row: Message) -> Line:
        mine = row.author_id == request.actor.user_id
        correctable = mine and not row.removed_at and clock.now() <= row.written_at + actions.CHANGE_WITHIN
        return Line(
            row,
            names.get(row.author_id, "–"),
            mine,
            before is not None and row.written_at > before and not mine,
            [names[user] for user in row.mentioned if user in names],
            file(row.pk) if row.file else "",
            correct(row.pk) if correctable else "",
            remove(row.pk) if mine and not row.removed_at else "",
        )

    return [line(row) for row in rows]


def _message(message_id: UUID) -> Message:
    return get_or_404(Message.objects.select_related("trajectory"), pk=message_id)


def _own(request: PlaceRequest, message_id: UUID) -> Message:
    found = _message(message_id)
    if found.author_id != request.actor.user_id:
        raise Http404
    return found


def _back(request: PlaceRequest, message: Message) -> str:
    if request.actor.hat == Hat.ADMIN:
        return request.place.url("trajectories:desk_messages", message.trajectory_id)
    return request.place.url("trajectories:messages")


@requires(rules.TALK)
@require_http_methods(["GET", "POST"])
def correct(request: PlaceRequest, company: str, message_id: UUID) -> HttpResponse:
    """Correct one's own words, for a quarter of an hour."""
    return _correct(request, message_id)


@requires(rules.TALK)
@require_http_methods(["GET", "POST"])
def desk_correct(request: PlaceRequest, programme: str, message_id: UUID) -> HttpResponse:
    return _correct(request, message_id)


def _correct(request: PlaceRequest, message_id: UUID) -> HttpResponse:
    found, by = _own(request, message_id), request.actor
    form, back = CorrectForm(posted(request), initial={"text": found.text}), _back(request, found)
    if form.is_valid() and attempt(form, actions.correct_message, message_id=found.pk, by=by, **form.cleaned_data):
        return redirect(address_of(back, found.pk))
    return render(request, "trajectories/correct.html", {"form": form, "back": back})


@requires(rules.TALK)
@require_POST
def remove(request: PlaceRequest, company: str, message_id: UUID) -> HttpResponse:
    """Take one's own words back."""
    return _remove(request, message_id)


@requires(rules.TALK)
@require_POST
def desk_remove(request: PlaceRequest, programme: str, message_id: UUID) -> HttpResponse:
    return _remove(request, message_id)


def _remove(request: PlaceRequest, message_id: UUID) -> HttpResponse:
    found, by = _own(request, message_id), request.actor
    attempt_or_message(request, actions.remove_message, _("Your message is removed."), message_id=found.pk, by=by)
    return redirect(_back(request, found))


@requires(rules.TALK)
@require_GET
def file(request: PlaceRequest, company: str, message_id: UUID) -> HttpResponse:
    """The file of a message."""
    return _file(message_id)


@requires(rules.TALK)
@require_GET
def desk_message_file(request: PlaceRequest, programme: str, message_id: UUID) -> HttpResponse:
    return _file(message_id)


def _file(message_id: UUID) -> HttpResponse:
    found = _message(message_id)
    return uploads.download(found.file, found.file_name)


@requires(rules.TIMELINE)
@require_GET
def company_timeline(request: PlaceRequest, company: str) -> HttpResponse:
    """All that happened to the file, for company and coach."""
    found = current(request.place.id)
    if found is None:
        return render(request, "trajectories/none.html")
    return _timeline(request, found, request.place.url("trajectories:trajectory"))


@requires(rules.TIMELINE)
@require_GET
def desk_timeline(request: PlaceRequest, programme: str, trajectory_id: UUID) -> HttpResponse:
    """The same on the desk: the database leaves out what the programme does not see."""
    return _timeline(request, _found(trajectory_id), request.place.url("trajectories:file", trajectory_id))


def _timeline(request: PlaceRequest, trajectory: Trajectory, back: str) -> HttpResponse:
    group = request.GET.get("group", "")
    group = group if group in timeline.GROUPS else ""
    rows, more = line.lines(trajectory, group=group, before=_day(request.GET.get("before", "")))
    names = names_of(getattr(found.row, WHO.get(found.source, "actor_id"), None) for found in rows)
    base = _base(request, trajectory)
    keep = {"as": request.place.chosen} if request.place.chosen else {}
    chips = [
        {"label": label, "url": "?" + urlencode({"group": key, **keep}), "current": key == group, "badge": ""}
        for key, label in (("", _("everything")), *timeline.GROUPS.items())
    ]
    same = {"group": group, **keep}
    context = {
        "trajectory": trajectory,
        "lines": [_event(found, names, base) for found in rows],
        "chips": chips,
        "back": back,
        "next_url": "?" + urlencode({**same, "before": more.isoformat()}) if more else "",
        "previous_url": "?" + urlencode(same) if request.GET.get("before") else "",
    }
    return render(request, "trajectories/timeline.html", context)


def _base(request: PlaceRequest, trajectory: Trajectory) -> str:
    """Where the reader finds the conversation; "" for who takes no part in it."""
    actor = request.actor
    if not actor.may(rules.TALK):
        return ""
    if actor.hat == Hat.ADMIN:
        return request.place.url("trajectories:desk_messages", trajectory.pk)
    return request.place.url("trajectories:messages")


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if date(1900, 1, 1) < found < date(9000, 1, 1) else None


def _event(found: line.Line, names: dict[int, str], base: str) -> ui.Event:
    """A line as the components draw it; a message leads to its place in the conversation."""
    row = found.row
    if found.source == line.REMINDERS:
        return ui.Event(shown.reminder_label(row), found.at, icon="mail")
    if found.source == line.DOCUMENTS:
        return ui.Event(row.title, found.at, who=names.get(row.created_by_id or 0, ""), icon="file-text")
    entry = timeline.ENTRIES[row.event]
    said = base and row.subject_type == "trajectories.message"
    return ui.Event(
        entry.title,
        found.at,
        who=names.get(row.actor_id or 0, "") or _("automatic"),
        text=row.reason if entry.with_reason else "",
        state="bad" if entry.bad else "past",
        url=address_of(base, row.subject_id) if said else "",
    )
