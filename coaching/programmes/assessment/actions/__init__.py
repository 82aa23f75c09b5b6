"""What people do while files are judged. Import from here: `from coaching.programmes.assessment.actions import propose`."""

from coaching.programmes.assessment.actions.judging import (
    JUDGED_IN,
    assign,
    change_round,
    place_in_round,
    plan_round,
    propose,
    recuse,
    reopen,
    save_scores,
    unassign,
    write_note,
)
from coaching.programmes.assessment.actions.lists import (
    SetChanged,
    begin_job,
    begin_on_list,
    release,
    release_list,
    stop_job,
    try_again,
)

__all__ = [
    "JUDGED_IN",
    "SetChanged",
    "assign",
    "begin_job",
    "begin_on_list",
    "change_round",
    "place_in_round",
    "plan_round",
    "propose",
    "recuse",
    "release",
    "release_list",
    "reopen",
    "save_scores",
    "stop_job",
    "try_again",
    "unassign",
    "write_note",
]
