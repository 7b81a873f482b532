"""Fields of action and goals."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import fields, history

urlpatterns: list[URLPattern] = [
    path("<slug:municipality>/handlungsfelder/", fields.fields, name="fields"),
    path("<slug:municipality>/handlungsfelder/reihenfolge/", fields.order, name="field_order"),
    path("<slug:municipality>/handlungsfelder/neu/", fields.new, name="field_new"),
    path("<slug:municipality>/handlungsfelder/<uuid:field>/", fields.edit, name="field"),
    path(
        "<slug:municipality>/handlungsfelder/<uuid:thing>/verlauf/",
        history.history,
        {"kind": "field"},
        name="field_history",
    ),
    path(
        "<slug:municipality>/handlungsfelder/<uuid:thing>/verlauf/<uuid:change>/",
        history.restore,
        {"kind": "field"},
        name="field_restore",
    ),
    path("<slug:municipality>/handlungsfelder/<uuid:field>/loeschen/", fields.delete, name="field_delete"),
]
