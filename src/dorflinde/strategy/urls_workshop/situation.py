"""Where the municipality stands: baseline, inventory, strengths and weaknesses, actors."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import inventory, situation, swot

urlpatterns: list[URLPattern] = [
    path("<slug:municipality>/lage/", situation.situation, name="situation"),
    path("<slug:municipality>/lage/neu/", situation.begin, name="assessment_new"),
    path("<slug:municipality>/lage/fragen/", situation.printable, name="questions_print"),
    path("<slug:municipality>/lage/<uuid:assessment>/", situation.assessment, name="assessment"),
    path("<slug:municipality>/lage/<uuid:assessment>/csv/", situation.table, name="assessment_csv"),
    path("<slug:municipality>/lage/<uuid:assessment>/loeschen/", situation.delete, name="assessment_delete"),
    path("<slug:municipality>/lage/<uuid:assessment>/fragen/<slug:dimension>/", situation.questions, name="questions"),
    path("<slug:municipality>/lage/<uuid:assessment>/gemeinsam/<slug:dimension>/", situation.agreed, name="agreed"),
    path("<slug:municipality>/bestand/", inventory.inventory, name="inventory"),
    path("<slug:municipality>/bestand/neu/", inventory.new, name="inventory_new"),
    path("<slug:municipality>/bestand/csv/", inventory.table, name="inventory_csv"),
    path("<slug:municipality>/bestand/<uuid:item>/", inventory.edit, name="inventory_item"),
    path("<slug:municipality>/bestand/<uuid:item>/loeschen/", inventory.delete, name="inventory_delete"),
    path("<slug:municipality>/staerken/", swot.swot, name="swot"),
    path("<slug:municipality>/staerken/csv/", swot.table, name="swot_csv"),
    path("<slug:municipality>/staerken/<uuid:entry>/", swot.edit, name="swot_entry"),
    path("<slug:municipality>/staerken/<uuid:entry>/bewegen/", swot.move, name="swot_move"),
]
