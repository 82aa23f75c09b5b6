"""Planned sessions of the demo: proposed, agreed, moved, called off, and one that waits for the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from coaching.insight.demo.play import Play
from coaching.trajectories.actions import planning
from coaching.trajectories.models.planned import Slot


def at(day: date, hour: int, hours: int = 2) -> Slot:
    """A moment on that day, or on the Monday after it when nobody works then."""
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    begins = timezone.make_aware(datetime.combine(day, time(hour))).astimezone(UTC)
    return Slot(begins, begins + timedelta(hours=hours))


class Dates:
    """The dates of one company; each method is one step, as the person who takes it."""

    def __init__(self, play: Play) -> None:
        self.play = play

    def propose(
        self, day: date, slots: Sequence[Slot], kind: str = "follow_up", venue: str = "", link: str = ""
    ) -> Dates:
        with self.play.as_coach(day) as actor:
            self.row = planning.plan_session(
                trajectory_id=self.play.trajectory.pk,
                options=slots,
                kind=kind,
                venue=venue,
                link=link,
                note="Wie er die dag werkt, mag er gerust bij komen.",
                by=actor,
            )
        return self

    def accept(self, day: date, number: int = 0) -> Dates:
        with self.play.as_contact(day) as actor:
            planning.accept_plan(planned_id=self.row.pk, option=self.row.slots[number].key, by=actor)
        return self

    def move(self, day: date, slot: Slot, reason: str) -> Dates:
        with self.play.as_contact(day) as actor:
            row = planning.PlannedSession.objects.get(pk=self.row.pk)
            planning.move_plan(
                planned_id=row.pk,
                opened_with=row.version,
                slot=slot,
                venue=row.venue,
                link=row.link,
                reason=reason,
                by=actor,
            )
        return self

    def cancel(self, day: date, reason: str) -> Dates:
        with self.play.as_coach(day) as actor:
            row = planning.PlannedSession.objects.get(pk=self.row.pk)
            planning.cancel_plan(planned_id=row.pk, opened_with=row.version, reason=reason, by=actor)
        return self


def plan_sessions(found: dict[str, Play], today: date) -> None:
    """Around the day of loading. found: the companies by name, as the demo has them."""

    def on(days: int) -> date:
        return today + timedelta(days=days)

    def of(name: str) -> Dates:
        return Dates(found[name])

    first = [at(on(6), 9), at(on(8), 14), at(on(13), 9)]
    of("Metaal Maasland").propose(on(-1), first, "intake", "Bij u, in de refter")
    hageland = of("Groenten Hageland").propose(on(-5), [at(on(2), 10), at(on(3), 10)], "floor", "Hal 2")
    hageland.accept(on(-4)).move(on(-1), at(on(4), 13), "De oogst begint vroeger.")
    of("Stukadoors Van Dijck").propose(on(-3), [at(on(5), 16, 1)], link="https://video.example/stukadoors").accept(
        on(-2)
    )
    of("Confituur Haspengouw").propose(on(-9), [at(on(-4), 9)], "analysis", "Vergaderzaal").accept(on(-8))
    called_off = of("Houtzagerij Bree").propose(on(-6), [at(on(7), 9)], "group_talk", "Zaagzaal").accept(on(-5))
    called_off.cancel(on(-1), "Ik ben ziek; ik stel volgende week nieuwe datums voor.")
    of("Logistiek Haven").propose(on(-1), [at(on(9), 10), at(on(10), 14)], "planning", "Kantoor kaai 12")
