"""Addresses of this app, from the root."""

from django.urls import path

from coaching.companies.prevention import views as prevention
from coaching.companies.views import details, files, importing, mandates, organisation, people, proof, staff

app_name = "companies"
C = "c/<slug:company>/"
urlpatterns = [
    path("file/", files.open_file, name="open_file"),
    path("file/asked/<uuid:request_id>/", files.asked, name="asked"),
    path("staff/files/", staff.files, name="staff_files"),
    path("staff/files/asked/<uuid:request_id>/", staff.decide, name="staff_decide"),
    path("staff/files/letters/<uuid:letter_id>/", staff.letter, name="staff_letter"),
    path("staff/files/letters/<uuid:letter_id>/make/", staff.make_letter, name="make_letter"),
    path("staff/files/letters/<uuid:letter_id>/posted/", staff.post_letter, name="post_letter"),
    path(C + "people/asked/<uuid:request_id>/", proof.answer_request, name="answer_request"),
    path(C + "proof/", proof.proof, name="proof"),
    path(C + "proof/letter/", proof.ask_letter, name="ask_letter"),
    path(C + "proof/sign-on/", proof.prove_by_sign_on, name="prove_by_sign_on"),
    path(C + "company/", details.company, name="company"),
    path(C + "company/number/", details.go_on_as, name="go_on_as"),
    path(C + "company/edit/", details.edit_company, name="edit_company"),
    path(C + "company/places/add/", organisation.add_establishment, name="add_establishment"),
    path(C + "company/places/<uuid:unit_id>/", organisation.change_establishment, name="change_establishment"),
    path(C + "company/places/<uuid:unit_id>/remove/", organisation.remove_establishment, name="remove_establishment"),
    path(C + "work-units/", organisation.work_units, name="work_units"),
    path(C + "work-units/merge/", organisation.merge_units, name="merge_units"),
    path(C + "work-units/import/", importing.import_units_page, name="import_units"),
    path(C + "work-units/import/<str:form>/", importing.units_template, name="units_template"),
    path(C + "work-units/<uuid:unit_id>/", organisation.work_unit, name="work_unit"),
    path(C + "work-units/<uuid:unit_id>/split/", organisation.split_unit, name="split_unit"),
    path(C + "body/", details.body, name="body"),
    path(C + "body/edit/", details.edit_body, name="edit_body"),
    path(C + "prevention/", prevention.prevention, name="prevention"),
    path(C + "prevention/service-year/", prevention.service_year, name="service_year"),
    path(C + "prevention/facts/", prevention.prevention_facts, name="prevention_facts"),
    path(C + "prevention/map/", prevention.map_pdf, name="map_pdf"),
    path(C + "prevention/wall/", prevention.wall_pdf, name="wall_pdf"),
    path(C + "prevention/add/<slug:part>/", prevention.add_holder, name="add_holder"),
    path(C + "prevention/<uuid:pk>/", prevention.change_holder, name="change_holder"),
    path(C + "prevention/<uuid:pk>/end/", prevention.end_holder, name="end_holder"),
    path(C + "people/", people.people, name="people"),
    path(C + "people/invite/", people.invite, name="invite"),
    path(C + "people/invitations/<uuid:invitation_id>/again/", people.invite_again, name="invite_again"),
    path(C + "people/invitations/<uuid:invitation_id>/revoke/", people.revoke, name="revoke_invitation"),
    path(C + "people/<uuid:membership_id>/", people.membership, name="membership"),
    path(C + "people/<uuid:membership_id>/end/", people.end, name="end_membership"),
    path(C + "people/<uuid:membership_id>/hand-over/", people.hand_over, name="hand_over"),
    path(C + "people/<uuid:membership_id>/nobody/", people.leave_nobody, name="leave_nobody"),
    path(C + "mandates/", mandates.mandates, name="mandates"),
    path(C + "mandates/give/", mandates.give_mandate, name="give_mandate"),
    path(C + "mandates/<uuid:mandate_id>/extend/", mandates.extend_mandate, name="extend_mandate"),
    path(C + "mandates/<uuid:mandate_id>/end/", mandates.end_mandate, name="end_mandate"),
    path(C + "body/leave/", people.leave_body, name="leave_body"),
]
