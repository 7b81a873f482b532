"""Addresses of the strategy workbench of the town hall."""

from django.urls import URLPattern, path

from .views import exchange, fields, making, measures, moves, workshop

app_name = "workshop"
urlpatterns: list[URLPattern] = [
    path("", workshop.start, name="start"),
    path("<slug:municipality>/", workshop.index, name="index"),
    path("<slug:municipality>/strategie/", workshop.strategy, name="strategy"),
    path("<slug:municipality>/handlungsfelder/", fields.fields, name="fields"),
    path("<slug:municipality>/handlungsfelder/neu/", fields.new, name="field_new"),
    path("<slug:municipality>/handlungsfelder/<uuid:field>/", fields.edit, name="field"),
    path("<slug:municipality>/handlungsfelder/<uuid:field>/loeschen/", fields.delete, name="field_delete"),
    path("<slug:municipality>/einlesen/", exchange.read, name="import"),
    path("<slug:municipality>/ausgabe/<slug:form>/", exchange.write, name="export"),
    path("<slug:municipality>/tafel/", measures.board, name="board"),
    path("<slug:municipality>/massnahmen/", measures.table, name="measures"),
    path("<slug:municipality>/massnahmen/neu/", making.new, name="measure_new"),
    path("<slug:municipality>/massnahmen/neu/urspruenge/", making.pick, name="origins"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/", measures.show, name="measure"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/bearbeiten/", making.edit, name="measure_edit"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/loeschen/", measures.delete, name="measure_delete"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/urspruenge/", making.origins, name="measure_origins"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/zeile/", moves.row, name="row"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/termine/", moves.schedule, name="schedule"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/stand/", moves.status, name="status"),
    path("<slug:municipality>/massnahmen/<uuid:measure>/zwischenstand/", moves.report, name="report"),
]
