"""Addresses of this app, from the root."""

from django.urls import path

from coaching.accounts import views, views_calendar

app_name = "accounts"
urlpatterns = [
    path("me/", views.places, name="places"),
    path("me/profile/", views.profile, name="profile"),
    path("me/mail-works/", views.mail_works_again, name="mail_works_again"),
    path("me/mails/", views.mails, name="mails"),
    path("account/stop-news/<str:token>/", views.stop_news, name="stop_news"),
    path("me/calendar/", views_calendar.calendars_list, name="calendars"),
    path("me/calendar/renew/", views_calendar.renew, name="renew_calendar"),
    path("me/calendar/stop/", views_calendar.stop, name="stop_calendar"),
    path("calendar/<uuid:link_id>/<str:secret>/vijfsprong.ics", views_calendar.feed, name="calendar_feed"),
    path("account/second-factor/", views.second_factor, name="second_factor"),
    path("invite/<str:token>/", views.invitation, name="invitation"),
    path("staff/people/", views.staff_people, name="staff_people"),
    path("staff/people/<int:person_id>/", views.staff_person, name="staff_person"),
]
