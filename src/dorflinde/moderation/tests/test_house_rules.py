"""What the house rules of a place catch, who lays them down, and whom they spare."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from dorflinde.moderation.models import Checkpoint, Rule
from dorflinde.moderation.public import screen

from .conftest import KIND

RULES = "/hinweis/regeln/perlesreut/"


@pytest.fixture
def rule(municipality):
    """Lay down a rule: rule("words", "kredit*", effect="refuse")."""

    def lay_down(kind: str, lines: str, *, effect: str = "hold", place=municipality, **more) -> Rule:
        return Rule.objects.create(place=place, kind=kind, lines=lines, effect=effect, **more)

    return lay_down


@pytest.fixture
def newcomer(second_resident):
    """Joined yesterday."""
    second_resident.date_joined = timezone.now() - datetime.timedelta(days=1)
    second_resident.save()
    return second_resident


def verdict(user, place, text):
    return screen(user, place=place, kind=KIND, text=text)


# --- What they catch --------------------------------------------------------------------------------------------------
def test_without_rules_everything_goes_off(posts, municipality, resident):
    assert not any(vars(verdict(resident, municipality, "Kredit! https://boese.example")).values())


def test_a_word_holds_a_text_and_says_to_the_moderation_which(posts, rule, municipality, resident):
    rule("words", "wucher\nkredit*")
    found = verdict(resident, municipality, "Kredite für alle")
    assert found.refusal == ""
    assert found.why_held == "Ein Programm hat das Wort „kredit“ gefunden."


def test_a_word_that_is_refused_says_so_to_whoever_writes(posts, rule, municipality, resident):
    rule("words", "kredit*", effect="refuse", note="Für Werbung gibt es das Amtsblatt.")
    found = verdict(resident, municipality, "Kredite für alle")
    assert "„kredit“ ist nach den Regeln von Perlesreut nicht erlaubt." in found.refusal
    assert "Für Werbung gibt es das Amtsblatt." in found.refusal
    assert "Ihr Text steht noch da" in found.refusal


def test_links_wait_for_those_who_are_new(posts, rule, municipality, resident, newcomer):
    rule("links", "", days=7)
    resident.date_joined = timezone.now() - datetime.timedelta(days=8)
    resident.save()
    assert verdict(resident, municipality, "Siehe https://boese.example").why_held == ""
    assert "boese.example" in verdict(newcomer, municipality, "Siehe https://boese.example").why_held
    assert "boese.example" in verdict(AnonymousUser(), municipality, "Siehe boese.example/x").why_held
    assert verdict(newcomer, municipality, "Ohne Link").why_held == ""


def test_pages_of_the_place_and_allowed_ones_are_no_advertising(posts, rule, municipality, newcomer, club, settings):
    settings.BASE_URL = "https://linde.example"
    club.website = "https://www.musikverein-perlesreut.de/start"
    club.save()
    rule("links", "landkreis.de", days=7, effect="refuse")
    for fine in ("https://linde.example/x", "musikverein-perlesreut.de", "www.landkreis.de/bus"):
        assert verdict(newcomer, municipality, fine).refusal == ""
    assert "erst 7 Tage nach Ihrer Anmeldung" in verdict(newcomer, municipality, "https://boeser-landkreis.de").refusal


def test_a_rule_of_the_region_counts_in_every_municipality(posts, rule, region, municipality, village, resident):
    rule("words", "kredit", place=region)
    assert verdict(resident, village, "Kredit").why_held


def test_a_rule_next_door_does_not_count(posts, rule, neighbour, municipality, resident):
    rule("words", "kredit", place=neighbour)
    assert verdict(resident, municipality, "Kredit").why_held == ""


def test_a_kind_that_is_looked_at_first_waits(posts, municipality, village, resident):
    Checkpoint.objects.create(place=municipality, kind=KIND)
    assert "immer geprüft: Beitrag" in verdict(resident, village, "Guten Tag").why_held
    assert screen(resident, place=village, kind="village.post", text="Guten Tag").why_held == ""


@pytest.mark.parametrize("persona", ["clerk", "moderator", "manager"])
def test_those_who_work_for_the_place_pass(posts, rule, municipality, persona, request):
    rule("words", "kredit", effect="refuse")
    Checkpoint.objects.create(place=municipality, kind=KIND)
    found = verdict(request.getfixturevalue(persona), municipality, "Kredit")
    assert (found.refusal, found.why_held) == ("", "")


def test_many_rules_cost_no_more_questions(posts, rule, municipality, newcomer, django_assert_max_num_queries):
    for number in range(30):
        rule("words", f"wort{number}xyz")
        rule("links", f"seite{number}.de", days=3)
    with django_assert_max_num_queries(6):
        verdict(newcomer, municipality, "Guten Tag")


# --- Who lays them down -----------------------------------------------------------------------------------------------
def test_the_town_hall_lays_down_changes_and_strikes_a_rule(client, clerk, municipality):
    client.force_login(clerk)
    client.post(f"{RULES}neu/woerter/", {"lines": "Kredit*\n\nKredit*\nschnelles Geld", "effect": "hold"})
    rule = Rule.objects.get()
    assert rule.entries == ["Kredit*", "schnelles Geld"]
    page = client.get(RULES).content.decode()
    assert "Kredit*, schnelles Geld" in page
    client.post(f"{RULES}{rule.pk}/", {"lines": "Wucher", "effect": "refuse", "note": "So nicht."})
    rule.refresh_from_db()
    assert (rule.lines, rule.effect, rule.note) == ("Wucher", "refuse", "So nicht.")
    assert "Wucher" in client.get(f"{RULES}{rule.pk}/streichen/").content.decode()
    client.post(f"{RULES}{rule.pk}/streichen/")
    assert not Rule.objects.exists()


def test_a_rule_for_links_takes_pasted_addresses(client, clerk, municipality):
    client.force_login(clerk)
    client.post(f"{RULES}neu/links/", {"days": "14", "lines": "https://www.landkreis.de/x", "effect": "refuse"})
    rule = Rule.objects.get()
    assert (rule.days, rule.lines) == (14, "landkreis.de")
    assert "Links von Konten, die jünger als 14 Tage sind" in client.get(RULES).content.decode()


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("woerter", {"lines": "gut\n*\nna*ja", "effect": "hold"}, "Zeile 2"),
        ("woerter", {"lines": "gut\n*\nna*ja", "effect": "hold"}, "Zeile 3"),
        ("woerter", {"lines": "", "effect": "hold"}, "Bitte füllen Sie dieses Feld aus."),
        ("woerter", {"lines": "\n".join(f"wort{n}" for n in range(201)), "effect": "hold"}, "Höchstens 200 Zeilen."),
        ("woerter", {"lines": "\n".join("*" for _n in range(9)), "effect": "hold"}, "und 4 weitere Zeilen"),
        ("links", {"days": "-1", "effect": "hold"}, "0"),
        ("links", {"days": "7", "lines": "kein host", "effect": "hold"}, "Zeile 1"),
        ("woerter", {"lines": "kredit", "effect": "verbrennen"}, "verbrennen"),
    ],
)
def test_a_rule_that_makes_no_sense_comes_back_with_what_was_typed(client, clerk, municipality, kind, fields, words):
    client.force_login(clerk)
    page = client.post(f"{RULES}neu/{kind}/", fields).content.decode()
    assert words in page
    assert fields.get("lines", "").split("\n")[0] in page
    assert not Rule.objects.exists()


def test_the_kinds_that_wait_are_set_as_ticked(client, posts, clerk, municipality):
    client.force_login(clerk)
    client.post(RULES, {"kinds": [KIND, "village.post"]})
    assert set(Checkpoint.objects.values_list("kind", flat=True)) == {KIND, "village.post"}
    client.post(RULES, {"kinds": ["village.post"]})
    assert Checkpoint.objects.get().kind == "village.post"
    client.post(RULES, {"kinds": ["erfunden"]})
    assert Checkpoint.objects.get().kind == "village.post"
    client.post(RULES, {})
    assert not Checkpoint.objects.exists()


def test_a_text_can_be_tried_out_and_nothing_is_stored(client, posts, rule, clerk, municipality):
    rule("words", "kredit")
    Checkpoint.objects.create(place=municipality, kind=KIND)
    client.force_login(clerk)
    caught = client.post(RULES, {"text": "Kredit"}).content.decode()
    assert "„kredit“: Der Beitrag wartet" in caught
    assert "Keine Regel greift" in client.post(RULES, {"text": "Guten Tag"}).content.decode()
    assert Checkpoint.objects.exists()


@pytest.mark.parametrize(
    ("persona", "status"), [("resident", 404), ("outsider", 404), ("moderator", 403), ("clerk", 200), ("manager", 200)]
)
def test_only_the_town_hall_lays_down_rules(client, municipality, persona, status, request):
    client.force_login(request.getfixturevalue(persona))
    assert client.get(RULES).status_code == status
    assert client.get(f"{RULES}neu/woerter/").status_code == status


def test_a_rule_of_the_neighbour_is_not_changed_from_here(client, rule, neighbour, clerk, municipality):
    theirs = rule("words", "kredit", place=neighbour)
    client.force_login(clerk)
    assert client.post(f"{RULES}{theirs.pk}/streichen/").status_code == 404


def test_whoever_works_for_several_municipalities_chooses(client, municipality, neighbour, manager, clerk):
    client.force_login(manager)
    page = client.get("/hinweis/regeln/").content.decode()
    assert RULES in page
    assert "/hinweis/regeln/ringelai/" in page
    client.force_login(clerk)
    assert client.get("/hinweis/regeln/").url == RULES
