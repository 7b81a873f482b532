"""The paper on the web: a page with three files, made once and kept until something changes."""

from io import BytesIO

import docx
import pytest
from django.core.cache import cache
from pypdf import PdfReader

from dorflinde.strategy import actions
from dorflinde.strategy.models import Profile
from dorflinde.strategy.paper.press import FORMS, UnknownForm, make_paper

PAGE = "/perlesreut/fahrplan/strategiepapier/"


@pytest.mark.parametrize("persona", ["guest", "resident", "outsider", "clerk", "manager"])
@pytest.mark.parametrize("path", [PAGE, f"{PAGE}pdf/", f"{PAGE}docx/", f"{PAGE}html/"])
def test_everyone_may_have_the_paper(client, request, measure, persona, path):
    if persona != "guest":
        client.force_login(request.getfixturevalue(persona))
    assert client.get(path).status_code == 200


def test_the_page_offers_three_files_with_the_sizes_they_had_last(client, measure):
    sizes = {form: len(client.get(f"{PAGE}{form}/").content) for form in FORMS}
    page = client.get(PAGE).content.decode()
    for form, size in sizes.items():
        assert f'href="{PAGE}{form}/"' in page
        assert f"{size / 1024:.1f}".replace(".", ",") in page


def test_the_page_prints_nothing_by_itself(client, measure, monkeypatch):
    monkeypatch.setattr("dorflinde.strategy.paper.press._print", lambda document, form: pytest.fail("printed"))
    assert f'href="{PAGE}pdf/"' in client.get(PAGE).content.decode()


def test_the_files_are_what_they_say(client, measure):
    pdf, word, web = (client.get(f"{PAGE}{form}/") for form in ("pdf", "docx", "html"))
    assert "Mitfahrbank" in "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert "M16 Mitfahrbank" in [line.text for line in docx.Document(BytesIO(word.content)).paragraphs]
    assert "M16</span> Mitfahrbank" in web.content.decode()
    assert [response["Content-Type"] for response in (pdf, word, web)] == list(FORMS.values())
    assert word["Content-Disposition"] == 'attachment; filename="strategiepapier-perlesreut.docx"'


def test_the_web_form_may_use_its_own_style_and_nothing_else(client, measure):
    policy = client.get(f"{PAGE}html/")["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_who_has_the_paper_is_told_that_nothing_changed(client, measure):
    mark = client.get(f"{PAGE}pdf/")["ETag"]
    assert client.get(f"{PAGE}pdf/", headers={"If-None-Match": mark}).status_code == 304
    actions.change_measure(measure, Profile(title="Mitfahrbänke", number="M16"), actor=None)
    fresh = client.get(f"{PAGE}pdf/", headers={"If-None-Match": mark})
    assert fresh.status_code == 200
    assert fresh["ETag"] != mark


def test_a_paper_is_made_once_and_kept(client, measure, monkeypatch):
    first = client.get(f"{PAGE}pdf/").content
    monkeypatch.setattr("dorflinde.strategy.paper.typst_writer.write_pdf", lambda document: pytest.fail("made again"))
    assert client.get(f"{PAGE}pdf/").content == first
    cache.clear()


def test_an_unknown_form_is_not_there(client, measure, municipality):
    assert client.get(f"{PAGE}exe/").status_code == 404
    with pytest.raises(UnknownForm, match="pdf, docx, html"):
        make_paper(municipality, "exe")


def test_a_municipality_without_measures_has_no_paper_yet(client, municipality):
    page = client.get(PAGE).content.decode()
    assert "Noch gibt es kein Strategiepapier" in page


@pytest.mark.parametrize("form", list(FORMS))
def test_the_command_gets_pages_measures_and_seconds(measure, municipality, form):
    made = make_paper(municipality, form)
    assert made.pages > 5
    assert made.measures == 1
    assert made.seconds > 0
