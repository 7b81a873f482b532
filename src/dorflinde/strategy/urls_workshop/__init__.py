"""Addresses of the strategy workbench of the town hall, one file a subject."""

from django.urls import URLPattern

from . import actors, delivery, exchange, fields, goals, measures, papers, planning, process, resources, situation

app_name = "workshop"
urlpatterns: list[URLPattern] = [
    *process.urlpatterns,
    *fields.urlpatterns,
    *measures.urlpatterns,
    *exchange.urlpatterns,
    *situation.urlpatterns,
    *actors.urlpatterns,
    *goals.urlpatterns,
    *resources.urlpatterns,
    *planning.urlpatterns,
    *delivery.urlpatterns,
    *papers.urlpatterns,
]
