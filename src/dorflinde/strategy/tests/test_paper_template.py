"""The municipality's own Word template: looked at whole, used everywhere, refused with a sentence."""

import io
import random
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings as how, strategies as some

from dorflinde.strategy import actions
from dorflinde.strategy.models import PaperTemplate, PaperVersion, Strategy
from dorflinde.strategy.paper import template as checking
from dorflinde.strategy.paper.press import kept_papers, make_paper
from dorflinde.strategy.paper.template import TemplateProblem, check_template
from dorflinde.strategy.paper.version import sheet_of

DESK = "/werkstatt/perlesreut/papier/vorlage/"
WORD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def own(font="Arial Narrow", *, without=(), body="", header=""):
    document = docx.Document()
    document.styles["Heading 1"].font.name = font
    for name in without:
        document.styles[name].delete()
    if body:
        document.add_paragraph(body)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_member(content, name, said, **how_packed):
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, said, **how_packed)
    return packed.getvalue()


def changed(content, name, before, after):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return with_member(content, name, package.read(name).replace(before, after))


def upload(content, name="Briefbogen.docx"):
    return {"file": SimpleUploadedFile(name, content)}


def font_of(content):
    return docx.Document(io.BytesIO(content)).styles["Heading 1"].font.name


@pytest.fixture
def template(municipality, clerk):
    return actions.set_template(municipality, check_template(own()), "Briefbogen.docx", actor=clerk)


# --- In use -----------------------------------------------------------------------------------------------------------
def test_a_template_is_given_used_handed_back_replaced_and_removed(desk, measure, municipality):
    content = own(without=("Title", "Caption"))
    page = desk.post(DESK, upload(content), follow=True).content.decode()
    assert "Formatvorlagen, wir ergänzen sie" in page
    assert "Titel" in page
    assert "Beschriftung" in page
    assert desk.get(f"{DESK}datei/").content == content
    assert font_of(make_paper(municipality, "docx").content) == "Arial Narrow"
    desk.post(DESK, upload(own("Georgia")))
    assert PaperTemplate.objects.count() == 1
    assert font_of(make_paper(municipality, "docx").content) == "Georgia"
    assert desk.get(f"{DESK}entfernen/").status_code == 200
    desk.post(f"{DESK}entfernen/")
    assert font_of(make_paper(municipality, "docx").content) == "Georgia"
    assert desk.get(f"{DESK}datei/").status_code == 404


def test_the_public_file_follows_the_template_at_once(client, measure, municipality, clerk):
    address = "/perlesreut/fahrplan/strategiepapier/docx/"
    before = client.get(address)
    actions.set_template(municipality, check_template(own()), "b.docx", actor=clerk)
    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert font_of(after.content) == "Arial Narrow"
    assert after["ETag"] != before["ETag"]


def test_only_word_knows_templates(measure, municipality, clerk):
    before = kept_papers(municipality, "pdf", "html")
    actions.set_template(municipality, check_template(own()), "b.docx", actor=clerk)
    assert kept_papers(municipality, "pdf", "html") == before


def test_a_version_stays_on_the_template_it_was_kept_on(measure, municipality, clerk, template):
    strategy = actions.save_strategy(
        Strategy(place=municipality, title="Digital", starts_on="2026-01-01", ends_on="2030-12-31"), actor=None
    )
    version = actions.keep_paper(strategy, actor=clerk, title="Entwurf")
    first = sheet_of(version, "docx")
    actions.set_template(municipality, check_template(own("Georgia")), "neu.docx", actor=clerk)
    again = sheet_of(PaperVersion.objects.get(), "docx")
    assert (again.mark, again.content) == (first.mark, first.content)
    assert font_of(again.content) == "Arial Narrow"
    actions.remove_template(PaperTemplate.objects.in_use(municipality).get(), actor=clerk)
    assert PaperTemplate.objects.count() == 1  # the one the version stands on


def test_a_letterhead_stays_and_an_example_letter_goes(measure, municipality, clerk):
    checked = check_template(own(body="Sehr geehrte Damen und Herren", header="Markt Perlesreut"))
    actions.set_template(municipality, checked, "b.docx", actor=clerk)
    document = docx.Document(io.BytesIO(make_paper(municipality, "docx").content))
    assert document.sections[0].header.paragraphs[0].text == "Markt Perlesreut"
    assert not any("Sehr geehrte" in line.text for line in document.paragraphs)


# --- Refused ----------------------------------------------------------------------------------------------------------
def bomb():
    return with_member(own(), "word/media/gross.xml", b"<a>" + b" " * (checking.LARGEST_UNPACKED + 10) + b"</a>")


def lying_bomb():
    """A member that says it is small and is not."""
    content = bytearray(bomb())
    true_size = (checking.LARGEST_UNPACKED + 17).to_bytes(4, "little")
    while (place := content.find(true_size)) >= 0:
        content[place : place + 4] = (100).to_bytes(4, "little")
    return bytes(content)


def with_entity():
    said = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    return with_member(own(), "docProps/app.xml", said)


def from_outside():
    said = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{WORD}/attachedTemplate" Target="https://boese.example/x.dotm" TargetMode="External"/></Relationships>'  # fmt: skip
    return with_member(own(), "word/_rels/settings.xml.rels", said)


REFUSED = {
    "no file of Word": (lambda: b"%PDF-1.7 etwas anderes", "keine Word-Datei"),
    "nothing": (lambda: b"PK\x05\x06" + bytes(18), "keine Word-Datei"),
    "the old format": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "alte Word-Format"),
    "too large": (lambda: b"PK" + bytes(checking.LARGEST + 1), "zu groß"),
    "a bomb": (bomb, "Auspacken zu groß"),
    "a bomb that lies": (lying_bomb, "keine Word-Datei"),
    "too many parts": (lambda: many_parts(), "Auspacken zu groß"),
    "a macro": (lambda: with_member(own(), "word/vbaProject.bin", b"x"), "Makros"),
    "a macro by its type": (lambda: changed(own(), "[Content_Types].xml", b"wordprocessingml.document.main", b"macroEnabled.main"), "Makros"),
    "an embedded object": (lambda: with_member(own(), "word/embeddings/oleObject1.bin", b"x"), "eingebettete Objekte"),
    "a Word template": (lambda: changed(own(), "[Content_Types].xml", b"document.main+xml", b"template.main+xml"), "(.dotx)"),
    "another office file": (lambda: changed(own(), "[Content_Types].xml", b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"), "keine Word-Datei"),
    "a way out of the folder": (lambda: with_member(own(), "../../boese.xml", b"<a/>"), "keine Word-Datei"),
    "an entity": (with_entity, "nicht erlaubt"),
    "a broken part": (lambda: with_member(own(), "word/styles.xml", b"<w:styles"), "beschädigt"),
    "something from outside": (from_outside, "von außen"),
    "no styles to stand on": (lambda: own(without=("Normal",)), "Standard"),
}  # fmt: skip


def many_parts():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        for number in range(checking.MOST_MEMBERS + 1):
            new.writestr(f"word/{number}.xml", b"<a/>")
    return packed.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_with_a_sentence(name):
    make, words = REFUSED[name]
    with pytest.raises(TemplateProblem) as refusal:
        check_template(make())
    assert words in str(refusal.value)


def test_the_form_says_what_is_wrong_and_keeps_what_was_in_use(desk, template):
    page = desk.post(DESK, upload(b"kein Word")).content.decode()
    assert "keine Word-Datei" in page
    assert PaperTemplate.objects.get().pk == template.pk
    assert "Briefbogen.docx" in page


_GOOD = own()


@how(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.integers(0, 2**32), some.integers(1, 40))
def test_a_broken_file_never_breaks_the_house(seed, wounds):
    """Flip, cut and double bytes of a good file: it is taken or refused, nothing else."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    content = bytearray(_GOOD)
    for _wound in range(wounds):
        place = chance.randrange(len(content))
        match chance.randrange(3):
            case 0:
                content[place] = chance.randrange(256)
            case 1:
                del content[place : place + chance.randrange(1, 64)]
            case _:
                content[place:place] = content[place : place + chance.randrange(1, 64)]
    try:
        check_template(bytes(content))
    except TemplateProblem as problem:
        assert str(problem)


@how(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.sampled_from(zipfile.ZipFile(io.BytesIO(_GOOD)).namelist()), some.integers(0, 2**32))
def test_a_broken_part_never_breaks_the_house(name, seed):
    """The same inside the package, where a checksum no longer protects: parts with their tags torn out or changed."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    with zipfile.ZipFile(io.BytesIO(_GOOD)) as package:
        said = bytearray(package.read(name))
    tags = [place for place, sign in enumerate(said) if sign == ord("<")]
    for _wound in range(chance.randrange(1, 6)):
        start = chance.choice(tags or [0])
        del said[start : said.find(b">", start) + 1]
    try:
        check_template(with_member(_GOOD, name, bytes(said)))
    except TemplateProblem as problem:
        assert str(problem)
