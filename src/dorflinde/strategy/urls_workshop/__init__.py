"""Addresses of the strategy workbench of the town hall, one file a subject."""

from django.urls import URLPattern

from . import (
    actors,
    delivery,
    exchange,
    fields,
    goals,
    letter,
    measures,
    paper_texts,
    papers,
    planning,
    priorities,
    process,
    resources,
    situation,
    workshops,
)

app_name = "workshop"
urlpatterns: list[URLPattern] = [
    *process.urlpatterns,
    *fields.urlpatterns,
    *measures.urlpatterns,
    *priorities.urlpatterns,
    *workshops.urlpatterns,
    *exchange.urlpatterns,
    *situation.urlpatterns,
    *actors.urlpatterns,
    *goals.urlpatterns,
    *resources.urlpatterns,
    *planning.urlpatterns,
    *delivery.urlpatterns,
    *papers.urlpatterns,
    *paper_texts.urlpatterns,
    *letter.urlpatterns,
]
