"""What waits because of trajectories, for company, coach and programme (docs/waiting.md)."""

from coaching.trajectories.waits import coach, company, desk

KINDS = (*company.KINDS, *coach.KINDS, *desk.KINDS)
