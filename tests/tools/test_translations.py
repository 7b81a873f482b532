"""Sentences are found where they stand, keep their English, and are missed when they have none."""

from pathlib import Path

import polib
import pytest

from tools import translations
from tools.translations import from_python, from_template


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "src" / "dorflinde"
    (folder / "news" / "templates" / "news").mkdir(parents=True)
    monkeypatch.setattr(translations, "SOURCES", folder)
    monkeypatch.setattr(translations, "CATALOGUE", folder / "locale" / "en" / "LC_MESSAGES" / "django.po")
    return folder


def page(sources: Path, text: str) -> None:
    (sources / "news" / "templates" / "news" / "page.html").write_text(text, encoding="utf-8")


def english(german: str, words: str | dict[int, str]) -> None:
    catalogue = translations.open_catalogue()
    entry = catalogue.find(german)
    assert entry is not None
    if isinstance(words, str):
        entry.msgstr = words
    else:
        entry.msgstr_plural = words
    catalogue.save(str(translations.CATALOGUE))


def test_python_gives_its_sentences() -> None:
    text = """
title = _("Neues " "aus dem Ort")
count = ngettext("%(n)s Idee", "%(n)s Ideen", n) % {"n": n}
month = pgettext_lazy("Monat", "Mai")
unknown = _(variable)
other = translate("bleibt")
"""
    found = [(message.context, message.text, message.plural) for message in from_python(text)]
    assert sorted(found, key=str) == [
        ("Monat", "Mai", ""),
        (None, "%(n)s Idee", "%(n)s Ideen"),
        (None, "Neues aus dem Ort", ""),
    ]


def test_templates_give_their_sentences() -> None:
    text = """{% load i18n %}<h1>{% translate "Hallo „Welt“" %}</h1>{% translate 'Mai' context 'Monat' %}
    {% blocktranslate trimmed count n=ideas|length %}
      Eine Idee von {{ who }}
    {% plural %}
      {{ n }} Ideen
    {% endblocktranslate %}{% card heading=_("In der Karte") %}{% endcard %} {{ x|default:_("keine") }}"""
    found = [(message.context, message.text, message.plural) for message in from_template(text, "page.html")]
    assert found == [
        (None, "Hallo „Welt“", ""),
        ("Monat", "Mai", ""),
        (None, "Eine Idee von %(who)s", "%(n)s Ideen"),
        (None, "In der Karte", ""),
        (None, "keine", ""),
    ]


def test_collecting_keeps_the_english_and_lets_lost_sentences_go(sources: Path) -> None:
    page(sources, '{% load i18n %}{% translate "Neues" %}{% translate "Altes" %}')
    assert translations.merge() == "2 sentences, 2 new, 0 gone, 2 wait for their English."
    english("Neues", "News")
    page(sources, '{% load i18n %}{% translate "Neues" %}{% translate "Ganz neu" %}')
    assert translations.merge() == "2 sentences, 1 new, 1 gone, 1 wait for their English."
    assert {entry.msgid: entry.msgstr for entry in translations.open_catalogue()} == {"Neues": "News", "Ganz neu": ""}


def test_a_sentence_without_english_is_a_problem(sources: Path) -> None:
    page(sources, '{% load i18n %}{% translate "Neues" %}')
    assert "not in the catalogue" in translations.problems()[0]
    translations.merge()
    assert translations.problems() == ["without English: 'Neues'"]
    english("Neues", "News")
    assert translations.problems() == []


def test_a_plural_needs_both_forms(sources: Path) -> None:
    page(
        sources,
        "{% load i18n %}{% blocktranslate count n=n %}Eine Idee{% plural %}{{ n }} Ideen{% endblocktranslate %}",
    )
    translations.merge()
    english("Eine Idee", {0: "One idea", 1: ""})
    assert translations.problems() == ["without English: 'Eine Idee'"]
    english("Eine Idee", {0: "One idea", 1: "%(n)s ideas"})
    assert translations.problems() == []


def test_english_fills_in_what_the_german_fills_in(sources: Path) -> None:
    page(sources, "{% load i18n %}{% blocktranslate %}Von {{ who }}{% endblocktranslate %}")
    translations.merge()
    english("Von %(who)s", "By %(name)s")
    assert translations.problems() == ["other placeholders than the German: 'Von %(who)s'"]


def test_what_is_compiled_can_be_read(sources: Path) -> None:
    page(sources, '{% load i18n %}{% translate "Neues" %}')
    translations.merge()
    english("Neues", "News")
    assert translations.compile_catalogues() == 1
    assert translations.compile_catalogues() == 0
    compiled = polib.mofile(str(translations.CATALOGUE.with_suffix(".mo")))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {"Neues": "News"}
