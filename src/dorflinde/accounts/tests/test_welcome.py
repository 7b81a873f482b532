"""The first minute of a newcomer: a name, a home, one consent; neither the way nor what was typed is lost."""

import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path
from PIL import Image

from dorflinde.accounts import actions, policies, queries
from dorflinde.accounts.models import TERMS_WORDING, Consent, User, check_pseudonym
from dorflinde.places.models import Organisation, Place

WELCOME = "/konto/willkommen/"
CHOICE = {
    "pseudonym": "linde_27", "home": "", "reading_radius_km": "10", "language": "de", "wants_mail": "ja", "terms": "on",
}  # fmt: skip


@pytest.fixture
def newcomer(db: None) -> User:
    return User.objects.create_user("neu@example.org")


def test_the_page_is_short_and_filled_in(client: Client, newcomer: User, municipality: Place, village: Place) -> None:
    client.force_login(newcomer)
    page = client.get(f"{WELCOME}?next=/perlesreut/mitreden/").content.decode()
    assert f'<option value="{municipality.pk}" selected>' in page
    assert '<optgroup label="Perlesreut">' in page
    assert 'href="/regeln/"' in page
    assert 'name="terms"' in page
    assert "checked" not in page.partition('name="terms"')[2].partition(">")[0]  # consent is given, not assumed
    assert 'href="/perlesreut/mitreden/"' in page  # „Erst nur lesen“


def test_a_name_and_a_yes_and_on_one_goes(client: Client, newcomer: User, municipality: Place) -> None:
    client.force_login(newcomer)
    response = client.post(WELCOME, CHOICE | {"home": municipality.pk, "next": "/perlesreut/mitreden/"})
    assert response["Location"] == "/perlesreut/mitreden/"
    newcomer.refresh_from_db()
    assert (newcomer.pseudonym, newcomer.home, newcomer.reading_radius_km) == ("linde_27", municipality, 10)
    assert newcomer.wants_mail
    given = newcomer.consents.values_list("purpose", "wording")
    assert set(given) == {("terms", TERMS_WORDING), ("mail", TERMS_WORDING)}
    assert client.get(f"{WELCOME}?next=/perlesreut/")["Location"] == "/perlesreut/"  # once is enough


def test_who_wants_no_mail_gets_none(client: Client, newcomer: User) -> None:
    client.force_login(newcomer)
    client.post(WELCOME, CHOICE | {"wants_mail": "nein"})
    newcomer.refresh_from_db()
    assert not newcomer.wants_mail
    assert list(newcomer.consents.values_list("purpose", flat=True)) == ["terms"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pseudonym": ""}, "füllen Sie dieses Feld aus"),
        ({"pseudonym": "x"}, "3 bis 40 Zeichen"),
        ({"pseudonym": "Bürgermeister Maier"}, "klingt nach einem Amt"),
        ({"pseudonym": "LINDEN_lena"}, "gibt es schon"),
        ({"pseudonym": "musikverein"}, "gibt es schon"),
        ({"terms": ""}, "Ohne Ihr Einverständnis"),
        ({"wants_mail": ""}, "wählen Sie etwas aus"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_kept(
    client: Client, newcomer: User, resident: User, club: Organisation, change: dict[str, str], words: str
) -> None:
    client.force_login(newcomer)
    page = client.post(WELCOME, CHOICE | {"reading_radius_km": "20", "next": "/perlesreut/"} | change).content.decode()
    assert words in page
    assert '<option value="20" selected>' in page
    assert 'name="next" value="/perlesreut/"' in page
    newcomer.refresh_from_db()
    assert newcomer.pseudonym is None
    assert not newcomer.consents.exists()


@pytest.mark.parametrize(
    "name", ["linde_27", "Anni vom Berg", "Jörg-Peter", "d'Schneiderin", "Łukasz 3", "Erika M.", "Oma Resi!"]
)
def test_names_people_may_choose(name: str) -> None:
    check_pseudonym(name)


@pytest.mark.parametrize(
    "name",
    [
        "ab", "x" * 41, "a@b.de", "https://x.de", "rathaus", "Rat-haus", "R a t h a u s", "Gemeinde Ringelai", "BÜRGERMEISTER",
        "Burgermeisterin", "Mоderator", "раthaus", "12345", "  ", "<b>Max</b>", "Polizei Freyung", "linde\n27", "\u202eevil",
    ],
)  # fmt: skip
def test_names_nobody_may_choose(name: str) -> None:
    with pytest.raises(ValidationError):
        check_pseudonym(name)


def test_suggestions_are_free_and_allowed(db: None) -> None:
    names = queries.suggest_pseudonyms(most=3)
    assert len(names) == 3
    for name in names:
        check_pseudonym(name)


def test_a_withdrawn_consent_is_asked_for_again(resident: User) -> None:
    assert not policies.needs_introduction(resident)  # made by the town hall: no rows, nothing to ask
    actions.give_consent(resident, Consent.Purpose.TERMS)
    assert not policies.needs_introduction(resident)
    actions.withdraw_consent(resident, Consent.Purpose.TERMS)
    assert policies.needs_introduction(resident)
    actions.give_consent(resident, Consent.Purpose.TERMS, wording="1999-01")
    assert policies.needs_introduction(resident)  # an old wording is not the one of today


# --- what was typed survives -------------------------------------------------------------------------------------------
def _thing(request: HttpRequest) -> HttpResponse:
    """A feature's form as all of them are made: guests are kept waiting, the draft comes back."""
    if request.method == "POST" and isinstance(request.user, AnonymousUser):
        actions.keep_draft(request, "thing")
        return HttpResponse("sign in first")
    draft = actions.take_draft(request, "thing") if request.method == "GET" else None
    return HttpResponse(f"{request.method} {draft[0].get('text') if draft else ''}")


urlpatterns = [path("ding/", _thing), path("", include("dorflinde.project.urls"))]
with_a_form = override_settings(ROOT_URLCONF=__name__)


@with_a_form
def test_what_a_guest_typed_survives_sign_in_and_welcome(client: Client, newcomer: User) -> None:
    client.post("/ding/", {"text": "Eine Bank am Bach"})
    client.force_login(newcomer)
    page = client.get(f"{WELCOME}?next=/ding/").content.decode()
    assert "ist aufgehoben" in page
    assert "Erst nur lesen" not in page  # whoever wants to send something needs a name
    assert client.post(WELCOME, CHOICE | {"next": "/ding/"})["Location"] == "/ding/"
    assert client.get("/ding/").content == b"GET Eine Bank am Bach"
    assert client.get("/ding/").content == b"GET "  # given back once


@with_a_form
def test_without_a_name_nothing_is_sent_and_nothing_lost(client: Client, newcomer: User) -> None:
    client.force_login(newcomer)
    response = client.post("/ding/", {"text": "Eine Bank am Bach"})
    assert response["Location"] == f"{WELCOME}?next=%2Fding%2F"
    client.post(WELCOME, CHOICE | {"next": "/ding/"})
    assert client.get("/ding/").content == b"GET Eine Bank am Bach"


@with_a_form
def test_who_has_a_name_sends_at_once(client: Client, resident: User) -> None:
    client.force_login(resident)
    assert client.post("/ding/", {"text": "Bank"}).content == b"POST "


@with_a_form
def test_htmx_is_told_in_its_own_words(client: Client, newcomer: User) -> None:
    client.force_login(newcomer)
    response = client.post("/ding/", {"text": "Bank"}, headers={"hx-request": "true"})
    assert response["HX-Redirect"] == f"{WELCOME}?next=%2Fding%2F"


@with_a_form
def test_drafts_stay_small_few_and_short_lived(client: Client, newcomer: User) -> None:
    client.post("/ding/", {"text": "x" * 300_000})
    assert client.get("/ding/").content == b"GET "
    client.post("/ding/", {"text": "Bank"})
    assert client.session.get_expiry_age() <= 24 * 3600
    request = RequestFactory().post("/ding/", {"text": "Bank"})
    request.session, request.user = client.session, AnonymousUser()
    for number in range(9):
        actions.keep_draft(request, f"thing {number}")
    assert list(request.session["drafts"]) == [f"thing {number}" for number in range(4, 9)]
    request.session["drafts"]["thing 8"]["at"] -= 25 * 3600
    assert actions.take_draft(request, "thing 8") is None


def test_photos_of_guests_are_kept_within_bounds(client: Client, db: None) -> None:
    from dorflinde.accounts.actions import drafts

    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")
    for number in range(drafts._PHOTOS_AN_HOUR + 1):
        request = RequestFactory().post(
            "/ding/",
            {"text": "Bank", "photo": SimpleUploadedFile("bank.png", picture.getvalue(), content_type="image/png")},
        )
        request.session, request.user = client.session, AnonymousUser()
        actions.keep_draft(request, "thing")
        draft = actions.take_draft(request, "thing")
        assert draft is not None
        assert draft[0]["text"] == "Bank"
        assert bool(draft[1]) is (number < drafts._PHOTOS_AN_HOUR)
