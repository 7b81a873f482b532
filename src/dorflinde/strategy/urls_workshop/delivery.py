"""Carrying out: reports, indicators, continuation."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import continuation, delivery, figures, reports

_MEASURE = "<slug:municipality>/massnahmen/<uuid:measure>"
urlpatterns: list[URLPattern] = [
    path(f"{_MEASURE}/umsetzung/", delivery.delivery, name="delivery"),
    path(f"{_MEASURE}/umsetzung/lage/", delivery.assess, name="assess"),
    path(f"{_MEASURE}/umsetzung/lage/zurueck/", delivery.withdraw, name="withdraw"),
    path(f"{_MEASURE}/umsetzung/<slug:kind>/", delivery.add, name="delivery_add"),
    path(f"{_MEASURE}/umsetzung/<slug:kind>/<uuid:part>/haken/", delivery.tick, name="tick"),
    path(f"{_MEASURE}/umsetzung/<slug:kind>/<uuid:part>/entfernen/", delivery.remove, name="delivery_remove"),
    path(f"{_MEASURE}/federfuehrung/", reports.contact, name="lead_contact"),
    path("<slug:municipality>/berichte/", reports.reports, name="reports"),
    path("<slug:municipality>/berichte/<uuid:period>/", reports.period, name="period"),
    path("<slug:municipality>/berichte/<uuid:period>/abschliessen/", reports.freeze, name="freeze"),
    path("<slug:municipality>/berichte/<uuid:period>/<uuid:measure>/", reports.update, name="update"),
    path("<slug:municipality>/kennzahlen/", figures.indicators, name="indicators"),
    path("<slug:municipality>/kennzahlen/einlesen/", figures.read, name="indicator_import"),
    path("<slug:municipality>/kennzahlen/ausgabe/", figures.write, name="indicator_values"),
    path("<slug:municipality>/kennzahlen/<uuid:indicator>/", figures.indicator, name="indicator"),
    path("<slug:municipality>/kennzahlen/werte/<uuid:value>/", figures.remove_value, name="indicator_value"),
    path("<slug:municipality>/verstetigung/", continuation.radar, name="continuation"),
    path("<slug:municipality>/verstetigung/wissen/", continuation.knowledge, name="knowledge"),
    path("<slug:municipality>/verstetigung/<uuid:measure>/", continuation.edit, name="continuation_edit"),
]
