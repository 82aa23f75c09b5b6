"""Addresses of consultation, adoption and the carrying-out of measures, from the root."""

from django.urls import path

from actionplans.views import adoption, consultation, follow_up, meeting, remarks

ROOM = "c/<slug:company>/advice/<uuid:pk>/"
MEASURE = "c/<slug:company>/measures/<uuid:pk>/"

urlpatterns = [
    path("c/<slug:company>/advice/", consultation.advice, name="advice"),
    path(
        "c/<slug:company>/advice/submit/five-year/<uuid:pk>/",
        consultation.submit,
        {"kind": "global"},
        name="submit_global_plan",
    ),
    path(
        "c/<slug:company>/advice/submit/year/<uuid:pk>/",
        consultation.submit,
        {"kind": "annual"},
        name="submit_annual_plan",
    ),
    path(ROOM, consultation.advice_request, name="advice_request"),
    path(f"{ROOM}remark/", remarks.remark, name="remark"),
    path(f"{ROOM}remarks/<uuid:remark_pk>/", remarks.edit_remark, name="edit_remark"),
    path(f"{ROOM}meeting/", meeting.meeting, name="meeting"),
    path(f"{ROOM}held/", meeting.held, name="meeting_held"),
    path(f"{ROOM}ask-service/", meeting.ask_service, name="ask_service"),
    path(f"{ROOM}record/", meeting.record, name="record_advice"),
    path(f"{ROOM}withdraw/", consultation.withdraw, name="withdraw_plan"),
    path(f"{ROOM}without-advice/", adoption.without_advice, name="without_advice"),
    path(f"{ROOM}remarks/<uuid:remark_pk>/answer/", adoption.answer_remark, name="answer_remark"),
    path(f"{ROOM}remarks/<uuid:remark_pk>/change/", adoption.change, name="apply_change"),
    path(f"{ROOM}answer/", adoption.answer, name="answer_advice"),
    path(f"{ROOM}adopt/", adoption.adopt, name="adopt_plan"),
    path(f"{ROOM}activate/", adoption.activate, name="activate_plan"),
    path(f"{ROOM}pdf/", adoption.advice_pdf, name="advice_pdf"),
    path("c/<slug:company>/measures/", follow_up.measures, name="measures"),
    path("c/<slug:company>/measures/board/", follow_up.board, name="measures_board"),
    path(MEASURE, follow_up.measure, name="measure"),
    path(f"{MEASURE}start/", follow_up.start, name="start_measure"),
    path(f"{MEASURE}progress/", follow_up.progress, name="report_progress"),
    path(f"{MEASURE}finish/", follow_up.finish, name="finish_measure"),
    path(f"{MEASURE}verify/", follow_up.verify, name="verify_measure"),
    path(f"{MEASURE}block/", follow_up.block, name="block_measure"),
    path(f"{MEASURE}unblock/", follow_up.unblock, name="unblock_measure"),
    path(f"{MEASURE}cancel/", follow_up.cancel, name="cancel_measure"),
    path(f"{MEASURE}files/<uuid:note_pk>/", follow_up.evidence, name="evidence"),
]
