"""The monthly letter to the council."""

from django.urls import URLPattern, path

from dorflinde.strategy.views import letter

_LETTER = "<slug:municipality>/ratsbrief/"
urlpatterns: list[URLPattern] = [
    path(_LETTER, letter.letter, name="council_letter"),
    path(f"{_LETTER}datei/<slug:form>/", letter.file, name="council_letter_file"),
]
