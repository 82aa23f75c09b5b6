"""Documents over more than one app: the report of a trajectory and that of a programme."""

from coaching.insight.reports import programme, trajectory, trajectory_word  # noqa: F401 - each declares its kinds
