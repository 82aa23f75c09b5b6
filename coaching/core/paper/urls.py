"""Addresses of documents: per company, per programme, of the staff room, the check of a paper copy; files of long lists."""

from django.urls import path

from coaching.core.paper import views, views_lists

urlpatterns = [
    path("c/<slug:company>/documents/", views.company_documents, name="documents"),
    path("c/<slug:company>/documents/<uuid:pk>/", views.company_document, name="document"),
    path("c/<slug:company>/documents/<uuid:pk>/status/", views.company_document_status, name="document_status"),
    path("c/<slug:company>/documents/<uuid:pk>/again/", views.company_document_again, name="document_again"),
    path("p/<slug:programme>/documents/", views.programme_documents, name="programme_documents"),
    path("p/<slug:programme>/documents/<uuid:pk>/", views.programme_document, name="programme_document"),
    path(
        "p/<slug:programme>/documents/<uuid:pk>/status/",
        views.programme_document_status,
        name="programme_document_status",
    ),
    path(
        "p/<slug:programme>/documents/<uuid:pk>/again/",
        views.programme_document_again,
        name="programme_document_again",
    ),
    path("me/files/", views_lists.list_files_mine, name="list_files"),
    path("me/files/new/", views_lists.list_file_offer, name="list_file_offer"),
    path("me/files/ask/", views_lists.list_file_ask, name="list_file_ask"),
    path("me/files/<uuid:pk>/", views_lists.list_file, name="list_file"),
    path("me/files/<uuid:pk>/download/", views_lists.list_file_download, name="list_file_download"),
    path("staff/documents/", views.staff_documents, name="staff_documents"),
    path("staff/documents/<uuid:pk>/", views.staff_document, name="staff_document"),
    path("staff/documents/<uuid:pk>/status/", views.staff_document_status, name="staff_document_status"),
    path("staff/documents/<uuid:pk>/again/", views.staff_document_again, name="staff_document_again"),
    path("verify/", views.verify_start, name="verify"),
    path("verify/<str:code>", views.verify, name="verify_code"),
    path("verify/<str:code>/compare", views.verify_compare, name="verify_compare"),
]
