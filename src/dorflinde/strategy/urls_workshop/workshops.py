"""Workshops with residents: agenda, cards, big screen, photos, protocol."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import meetings

urlpatterns: list[URLPattern] = [
    path("<slug:municipality>/werkstaetten/", meetings.meetings, name="meetings"),
    path("<slug:municipality>/werkstaetten/neu/", meetings.new, name="meeting_new"),
    path("<slug:municipality>/werkstaetten/<uuid:meeting>/", meetings.show, name="meeting"),
    path("<slug:municipality>/werkstaetten/<uuid:meeting>/bearbeiten/", meetings.edit, name="meeting_edit"),
    path("<slug:municipality>/werkstaetten/<uuid:meeting>/loeschen/", meetings.delete, name="meeting_delete"),
    path("<slug:municipality>/werkstaetten/<uuid:meeting>/ablauf/", meetings.agenda, name="agenda"),
    path("<slug:municipality>/werkstaetten/<uuid:meeting>/karten/<uuid:card>/", meetings.card, name="card"),
    path("<slug:municipality>/werkstaetten/<uuid:meeting>/fotos/", meetings.photos, name="meeting_photos"),
    path("<slug:municipality>/werkstaetten/<uuid:meeting>/protokoll/", meetings.protocol, name="protocol"),
    path("<slug:municipality>/werkstaetten/<uuid:meeting>/leinwand/", meetings.screen, name="screen"),
]
