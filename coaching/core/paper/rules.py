"""Who may do what with files of their own."""

from __future__ import annotations

from coaching.core.ground.roles import Role, grant

OWN_FILES = grant("core.own_files", Role.APPLICANT)  # every signed-in person
KEPT_DAYS = 7  # subject/lives.md#periods; mails and pages say “a week”
MOST_WAITING = 5  # subject/lives.md#periods; files of one person that are still to be made
