"""Addresses of the reports: /<municipality>/melden/…"""

from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("neu/", views.new, name="new"),
    path("neu/aehnlich/", views.similar, name="similar"),
    path("neu/fragen/", views.questions, name="questions"),
    path("raetsel/", views.puzzle, name="puzzle"),
    path("verwalten/", views.desk, name="desk"),
    path("verwalten/zahlen/", views.statistics, name="statistics"),
    path("verwalten/einrichten/", views.setup, name="setup"),
    path("verwalten/einrichten/kategorien/neu/", views.category_new, name="category_new"),
    path("verwalten/einrichten/kategorien/<slug:code>/", views.category, name="category"),
    path("verwalten/einrichten/vorlagen/neu/", views.template_new, name="template_new"),
    path("verwalten/einrichten/vorlagen/<int:pk>/", views.template, name="template"),
    path("verwalten/einrichten/schluessel/", views.key_new, name="key_new"),
    path("verwalten/einrichten/schluessel/<int:pk>/", views.key_revoke, name="key_revoke"),
    path("verwalten/<uuid:key>/", views.case, name="case"),
    path("verwalten/<uuid:key>/freigabe/", views.vet, name="vet"),
    path("verwalten/<uuid:key>/stand/", views.change_status, name="status"),
    path("verwalten/<uuid:key>/notiz/", views.note, name="note"),
    path("verwalten/<uuid:key>/weitergabe/", views.hand_over, name="hand_over"),
    path("verwalten/<uuid:key>/zusammenlegen/", views.merge, name="merge"),
    path("<uuid:key>/", views.report, name="report"),
    path("<uuid:key>/besteht-noch/", views.still_there, name="still_there"),
]
