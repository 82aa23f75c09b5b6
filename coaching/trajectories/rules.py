"""Who may do what in a trajectory."""

from coaching.core.roles import Role, grant

VIEW = grant(
    "trajectories.view",
    Role.CONTACT, Role.PREVENTION_ADVISER, Role.MEASURE_OWNER, Role.COACH, Role.ADMINISTRATOR, Role.ASSESSOR,
)  # fmt: skip
CHOOSE_COACH = grant("trajectories.choose_coach", Role.CONTACT)
ANSWER_REQUEST = grant("trajectories.answer_request", Role.COACH)
LOG_SESSION = grant("trajectories.log_session", Role.COACH)
VIEW_LOG = grant("trajectories.view_log", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH)
STEER = grant("trajectories.steer", Role.COACH, Role.CONTACT)
INTERRUPT = grant("trajectories.interrupt", Role.COACH, Role.CONTACT, Role.ADMINISTRATOR)
REPORT = grant("trajectories.report", Role.COACH)
CLOSE = grant("trajectories.close", Role.ADMINISTRATOR)
