"""First screens of each place."""

from django.urls import path

from coaching.insight import (
    views,
    views_answer,
    views_dates,
    views_funnel,
    views_overview,
    views_reports,
    views_waiting,
)
from coaching.insight.importing import views as importing
from coaching.insight.keeping import views as keeping
from coaching.insight.partners import views as partners
from coaching.insight.public import views as public
from coaching.insight.staff import views as staff

app_name = "insight"
urlpatterns = [
    path("c/<slug:company>/", views.workspace, name="workspace"),
    path("c/<slug:company>/trajectory/<uuid:pk>/pdf/", views_reports.trajectory_pdf, name="trajectory_pdf"),
    path("c/<slug:company>/trajectory/<uuid:pk>/word/", views_reports.trajectory_word, name="trajectory_word"),
    path("c/<slug:company>/take-along/", keeping.take_along, name="take_along"),
    path("coach/", views.portfolio, name="portfolio"),
    path("coach/dates/", views_dates.all_dates, name="all_dates"),
    path("p/<slug:programme>/", views.desk, name="desk"),
    path("c/<slug:company>/waits/", views_waiting.company_waits, name="company_waits"),
    path("coach/waits/", views_waiting.coach_waits, name="coach_waits"),
    path("p/<slug:programme>/waits/", views_waiting.desk_waits, name="desk_waits"),
    path("p/<slug:programme>/mails/", views_waiting.mails, name="mails"),
    path("staff/waits/", views_waiting.staff_waits, name="staff_waits"),
    path("offer/via/<slug:code>/", partners.via, name="via"),
    path("partner/", partners.home, name="partner_home"),
    path("partner/<slug:partner>/", partners.partner, name="partner"),
    path("partner/<slug:partner>/qr.svg", partners.qr, name="partner_qr"),
    path("p/<slug:programme>/partners/", partners.partners, name="partners"),
    path("p/<slug:programme>/partners/<uuid:pk>/", partners.kept_partner, name="kept_partner"),
    path("p/<slug:programme>/partners/<uuid:pk>/invite/", partners.invite_partner, name="invite_partner"),
    path("p/<slug:programme>/partners/<uuid:pk>/stop/", partners.retire_partner, name="retire_partner"),
    path(
        "p/<slug:programme>/partners/<uuid:pk>/people/<uuid:membership>/end/",
        partners.end_partner_person,
        name="end_partner_person",
    ),
    path("p/<slug:programme>/overview/", views_overview.overview, name="overview"),
    path("p/<slug:programme>/funnel/", views_funnel.funnel_page, name="funnel"),
    path("p/<slug:programme>/import/", importing.imports, name="imports"),
    path("p/<slug:programme>/import/template.<str:form>", importing.import_template, name="import_template"),
    path("p/<slug:programme>/import/<uuid:pk>/", importing.import_run, name="import_run"),
    path("p/<slug:programme>/import/<uuid:pk>/report/", importing.import_report, name="import_report"),
    path("p/<slug:programme>/report/", views_answer.report, name="report"),
    path("p/<slug:programme>/report/page/", views_answer.report_page, name="report_page"),
    path("p/<slug:programme>/report/pdf/", views_reports.programme_pdf, name="programme_pdf"),
    path(
        "p/<slug:programme>/trajectories/<uuid:pk>/pdf/",
        views_reports.trajectory_summary_pdf,
        name="trajectory_summary_pdf",
    ),
    path("me/data/", keeping.about_me, name="about_me"),
    path("me/data/file/", keeping.about_me_file, name="about_me_file"),
    path("me/data/erase/", keeping.ask_erasure, name="ask_erasure"),
    path("me/data/stay/", keeping.withdraw_erasure, name="withdraw_erasure"),
    path("staff/erasures/<uuid:request_id>/", keeping.answer_erasure, name="answer_erasure"),
    path("contact/", public.contact, name="contact"),
    path("privacy/", public.privacy, name="privacy"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path(".well-known/security.txt", public.security_txt, name="security_txt"),
    path("robots.txt", public.robots_txt, name="robots_txt"),
    path("staff/", staff.staff_room, name="staff"),
    path("staff/jobs/<uuid:work_id>/<slug:verb>/", staff.settle_work, name="settle_work"),
    path("staff/mails/<uuid:mail_id>/<slug:verb>/", staff.settle_mail, name="settle_mail"),
]
