"""Addresses of the moderation: /hinweis/…"""

from django.urls import path

from . import views

app_name = "moderation"
urlpatterns = [
    path("", views.notice, name="notice"),
    path("ausblenden/", views.mute_author, name="mute_author"),
    path("liste/", views.notices, name="notices"),
    path("liste/<slug:slug>/", views.notices, name="notices"),
    path("gemeinsam/", views.together, name="together"),
    path("eingreifen/", views.intervene, name="intervene"),
    path("gemeinsam/<uuid:batch>/zurueck/", views.take_back, name="take_back"),
    path("freigaben/", views.reviews, name="reviews"),
    path("freigaben/entscheiden/", views.admit, name="admit"),
    path("freigaben/ablehnen/", views.refuse, name="refuse"),
    path("freigaben/<uuid:key>/", views.review, name="review"),
    path("freigaben/<uuid:batch>/zurueck/", views.take_back_admission, name="take_back_admission"),
    path("pausen/", views.pauses, name="pauses"),
    path("pausen/neu/", views.pause_new, name="pause_new"),
    path("pausen/<uuid:key>/aufheben/", views.pause_lift, name="pause_lift"),
    path("regeln/", views.rules_start, name="rules_start"),
    path("regeln/<slug:slug>/", views.rules, name="rules"),
    path("regeln/<slug:slug>/neu/<slug:kind>/", views.rule_new, name="rule_new"),
    path("regeln/<slug:slug>/<int:pk>/", views.rule_edit, name="rule_edit"),
    path("regeln/<slug:slug>/<int:pk>/streichen/", views.rule_strike, name="rule_strike"),
    path("protokoll/", views.log, name="log"),
    path("protokoll/<slug:slug>/", views.log, name="log"),
    path("protokoll.csv", views.log_csv, name="log_csv"),
    path("<uuid:key>/erhalten/", views.received, name="received"),
    path("<uuid:key>/entscheidung/", views.decision, name="decision"),
    path("<uuid:key>/begruendung/", views.statement, name="statement"),
    path("<uuid:key>/beschwerde/", views.complaint, name="complaint"),
    path("<uuid:key>/beschwerde/<int:pk>/", views.answer, name="answer"),
]
