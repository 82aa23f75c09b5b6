"""Addresses of this app, from the root."""

from django.urls import path

from coaching.companies.views import details, mandates, people

app_name = "companies"
C = "c/<slug:company>/"
urlpatterns = [
    path(C + "company/", details.company, name="company"),
    path(C + "company/number/", details.go_on_as, name="go_on_as"),
    path(C + "company/edit/", details.edit_company, name="edit_company"),
    path(C + "company/places/add/", details.add_establishment, name="add_establishment"),
    path(C + "company/places/<uuid:unit_id>/remove/", details.remove_establishment, name="remove_establishment"),
    path(C + "work-units/", details.work_units, name="work_units"),
    path(C + "work-units/<uuid:unit_id>/", details.work_unit, name="work_unit"),
    path(C + "body/", details.body, name="body"),
    path(C + "body/edit/", details.edit_body, name="edit_body"),
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
