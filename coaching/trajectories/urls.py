"""Addresses of this app, from the root."""

from django.urls import URLPattern, path

from coaching.trajectories.views import choice, clock, course, desk, expenses, requests, sessions

app_name = "trajectories"
urlpatterns: list[URLPattern] = [
    path("c/<slug:company>/trajectory/", course.trajectory, name="trajectory"),
    path("c/<slug:company>/trajectory/next/", course.next_phase, name="next_phase"),
    path("c/<slug:company>/trajectory/hold/", course.hold, name="hold"),
    path("c/<slug:company>/trajectory/resume/", course.resume, name="resume"),
    path("c/<slug:company>/trajectory/stop/", course.stop, name="stop"),
    path("c/<slug:company>/trajectory/report/", course.report, name="report"),
    path("c/<slug:company>/sessions/new/", sessions.log_session, name="log_session"),
    path("c/<slug:company>/sessions/<uuid:session_id>/", sessions.edit_session, name="edit_session"),
    path("c/<slug:company>/sessions/<uuid:session_id>/confirm/", expenses.confirm, name="confirm_session"),
    path("c/<slug:company>/sessions/<uuid:session_id>/object/", expenses.object_to, name="object_to_session"),
    path("c/<slug:company>/sessions/<uuid:session_id>/remove/", expenses.remove, name="remove_session"),
    path("c/<slug:company>/expenses/", expenses.expenses, name="expenses"),
    path("c/<slug:company>/expenses/claim/", expenses.claim, name="claim_expenses"),
    path("c/<slug:company>/expenses/<uuid:pk>/", expenses.statement_file, name="statement_file"),
    path("p/<slug:programme>/expenses/", expenses.desk_expenses, name="desk_expenses"),
    path("p/<slug:programme>/expenses/<uuid:pk>/", expenses.desk_statement, name="desk_statement"),
    path("p/<slug:programme>/expenses/<uuid:pk>/file/", expenses.desk_file, name="desk_statement_file"),
    path("c/<slug:company>/coach/", choice.choose, name="choose"),
    path("c/<slug:company>/coach/cancel/", choice.cancel_request, name="cancel_request"),
    path("c/<slug:company>/coach/<slug:coach>/ask/", choice.request_coach, name="request_coach"),
    path("coach/requests/", requests.requests, name="requests"),
    path("coach/requests/<uuid:request_id>/", requests.request_detail, name="request"),
    path("coach/requests/<uuid:request_id>/accept/", requests.accept, name="accept"),
    path("coach/requests/<uuid:request_id>/decline/", requests.decline, name="decline"),
    path("p/<slug:programme>/trajectories/", desk.trajectories, name="desk"),
    path("p/<slug:programme>/trajectories/<uuid:trajectory_id>/", desk.file, name="file"),
    path("p/<slug:programme>/trajectories/<uuid:trajectory_id>/close/", desk.close, name="close"),
    path("p/<slug:programme>/trajectories/<uuid:trajectory_id>/hold/", desk.hold, name="desk_hold"),
    path("p/<slug:programme>/trajectories/<uuid:trajectory_id>/resume/", desk.resume, name="desk_resume"),
    path("p/<slug:programme>/trajectories/<uuid:trajectory_id>/stop/", desk.stop, name="desk_stop"),
    path("p/<slug:programme>/trajectories/<uuid:trajectory_id>/clock/", clock.set_clock, name="set_clock"),
    path("p/<slug:programme>/trajectories/<uuid:trajectory_id>/clock/resume/", clock.resume_clock, name="resume_clock"),
    path("p/<slug:programme>/reminders/", clock.forecast, name="forecast"),
    path("p/<slug:programme>/coaches/", desk.workload, name="workload"),
]
