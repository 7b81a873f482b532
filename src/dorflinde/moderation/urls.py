"""Addresses of the moderation: /hinweis/…"""

from django.urls import path

from . import views

app_name = "moderation"
urlpatterns = [
    path("", views.notice, name="notice"),
    path("liste/", views.notices, name="notices"),
    path("liste/<slug:slug>/", views.notices, name="notices"),
    path("gemeinsam/", views.together, name="together"),
    path("eingreifen/", views.intervene, name="intervene"),
    path("gemeinsam/<uuid:batch>/zurueck/", views.take_back, name="take_back"),
    path("protokoll/", views.log, name="log"),
    path("protokoll/<slug:slug>/", views.log, name="log"),
    path("protokoll.csv", views.log_csv, name="log_csv"),
    path("<uuid:key>/erhalten/", views.received, name="received"),
    path("<uuid:key>/entscheidung/", views.decision, name="decision"),
    path("<uuid:key>/begruendung/", views.statement, name="statement"),
    path("<uuid:key>/beschwerde/", views.complaint, name="complaint"),
    path("<uuid:key>/beschwerde/<int:pk>/", views.answer, name="answer"),
]
