"""The frame, the style page and the pages shown when something goes wrong."""

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.template.loader import render_to_string
from lxml import html

from dorflinde.ui.layout import Layout, NavItem
from dorflinde.ui.samples import layout

PAGE = "{% extends 'ui/base.html' %}{% block title %}Ideen{% endblock %}{% block content %}<h1>Ideen</h1>{% endblock %}"


def page(**context):
    return html.fromstring(Template(PAGE).render(Context(context)))


def test_a_page_of_no_place_works():
    tree = page()
    assert tree.findtext(".//title") == "Ideen · Dorflinde"
    assert tree.get("data-hue") == "160"
    assert not tree.xpath("//nav[contains(@class, 'bar')]")


def test_the_frame_shows_the_place():
    tree = page(layout=layout("/perlesreut/"))
    assert tree.findtext(".//title") == "Ideen · Perlesreut"
    assert [link.text_content() for link in tree.xpath("//nav[contains(@class,'bar')]//li/a")] == [
        "Platz", "Funk", "Mitreden", "Termine", "Mehr",
    ]  # fmt: skip
    assert len(tree.xpath("//nav[contains(@class,'bar')]//*[@aria-current='page']")) == 1
    assert "Mitteilungen: 2 neue" in tree.text_content()
    assert "Alle Beiträge, Zahlen und Termine sind erfunden" in tree.text_content()


def test_the_first_link_leads_to_the_content():
    tree = page(layout=layout("/"))
    first = tree.xpath("//body//a")[0]
    assert first.get("href") == "#inhalt"
    assert tree.get_element_by_id("inhalt").tag == "main"


def test_a_guest_gets_no_token():
    assert "hx-headers" not in render_to_string("404.html", {"layout": Layout()})
    signed_in = {"layout": Layout(is_signed_in=True), "csrf_token": "abc"}
    assert """hx-headers='{"X-CSRFToken": "abc"}'""" in render_to_string("404.html", signed_in)


@pytest.mark.parametrize("name", ["404.html", "403.html", "403_csrf.html", "500.html", "ui/sample.html"])
def test_no_page_carries_inline_script_or_style(name):
    tree = html.fromstring(render_to_string(name, {"layout": layout("/")}))
    assert not tree.xpath("//*[@style]")
    assert not tree.xpath("//style")
    assert not [
        script
        for script in tree.iter("script")
        if (script.text or "").strip() and script.get("type") != "application/json"
    ]
    assert not [
        key for element in tree.iter() if isinstance(element.tag, str) for key in element.attrib if key.startswith("on")
    ]
    assert not [url for url in tree.xpath("//@src | //link/@href") if "//" in url], "nobody else is asked"


def test_the_page_for_a_broken_house_needs_nothing():
    assert "Der Fehler liegt bei uns" in render_to_string("500.html")


def test_messages_are_told_once_and_politely(rf):
    request = rf.get("/")
    request._messages = type("Store", (list,), {"added_new": True})([Message(constants.ERROR, "<i>Nein</i>")])
    tree = html.fromstring(Template(PAGE).render(Context({"request": request})))
    note = tree.xpath("//*[@role='status']")[0]
    assert "kern-alert--danger" in html.tostring(note).decode()
    assert note.text_content().strip() == "<i>Nein</i>"


def test_a_guest_without_a_session_is_not_asked_for_messages(rf):
    request = rf.get("/")
    Template(PAGE).render(Context({"request": request}))
    assert not hasattr(request, "session")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/ui/", "/ui/beispiel/"])
def test_the_living_style_page_lives(client, address):
    response = client.get(address)
    assert response.status_code == 200
    tree = html.fromstring(response.content)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)), "each id once"
    assert not tree.xpath("//*[@style]")


@pytest.mark.django_db
def test_the_style_page_shows_what_to_write(client):
    tree = html.fromstring(client.get("/ui/").content)
    lines = [pre.text_content() for pre in tree.xpath("//pre[@class='code']")]
    assert any(line.startswith('<div class="row">\n{% button "Meine Meinung sagen" tone="main" %}') for line in lines)
    assert len(tree.xpath("//ul[@class='hues'][1]/li/@data-hue")) == 36


def test_the_layout_rounds_its_hue():
    assert Layout(hue=237).nearest_hue == 240
    assert NavItem("Platz", "/", "home").is_current is False
