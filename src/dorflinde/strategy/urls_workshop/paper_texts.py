"""Own words for the chapters of the strategy paper."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import paper_texts

_TEXTS = "<slug:municipality>/papier/texte/"
urlpatterns: list[URLPattern] = [
    path(_TEXTS, paper_texts.texts, name="paper_texts"),
    path(f"{_TEXTS}<slug:chapter>/", paper_texts.text, name="paper_text"),
    path(f"{_TEXTS}<slug:chapter>/vorschau/", paper_texts.preview, name="paper_text_preview"),
    path(f"{_TEXTS}<slug:chapter>/zuruecknehmen/", paper_texts.usual, name="paper_text_usual"),
]
