"""First screens of each place."""

from django.urls import path

from coaching.insight import views

app_name = "insight"
urlpatterns = [
    path("c/<slug:company>/", views.workspace, name="workspace"),
    path("coach/", views.portfolio, name="portfolio"),
    path("p/<slug:programme>/", views.desk, name="desk"),
    path("staff/", views.staff_room, name="staff"),
]
