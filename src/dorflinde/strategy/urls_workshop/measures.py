"""Measures: lists, sheets, moves."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import history, making, measures, moves

urlpatterns: list[URLPattern] = [
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
    path(
        "<slug:municipality>/massnahmen/<uuid:thing>/verlauf/",
        history.history,
        {"kind": "measure"},
        name="measure_history",
    ),
    path(
        "<slug:municipality>/massnahmen/<uuid:thing>/verlauf/<uuid:change>/",
        history.restore,
        {"kind": "measure"},
        name="measure_restore",
    ),
    path("<slug:municipality>/massnahmen/<uuid:measure>/zwischenstand/", moves.report, name="report"),
]
