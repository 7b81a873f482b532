"""Not wanting to read somebody any more: for oneself alone, and reading them again."""

import pytest

from dorflinde.accounts.models import Mute
from dorflinde.feed.public import Sender, post, tell_person
from dorflinde.outlets.models import Notification
from dorflinde.outlets.public import deliver_waiting


@pytest.fixture
def muted(second_resident, resident) -> Mute:
    """waldkauz_12 does not want to read linden_lena."""
    return Mute.objects.create(user=second_resident, muted=resident)


def test_it_is_offered_where_one_reports_and_done_after_asking(client, insult, second_resident, resident):
    client.force_login(second_resident)
    assert "/hinweis/ausblenden/?sache=" in client.get("/hinweis/", {"sache": str(insult.ref)}).content.decode()
    page = client.get("/hinweis/ausblenden/", {"sache": str(insult.ref)}).content.decode()
    assert "linden_lena ausblenden?" in page
    assert not Mute.objects.exists()
    client.post(f"/hinweis/ausblenden/?sache={insult.ref}")
    client.post(f"/hinweis/ausblenden/?sache={insult.ref}")
    assert Mute.objects.get().muted == resident


def test_nobody_mutes_themselves_or_what_is_not_there(client, insult, resident):
    client.force_login(resident)
    for thing in (str(insult.ref), "", "kaputt", "test.post:kaputt"):
        assert client.post("/hinweis/ausblenden/", {"sache": thing}).status_code == 404
    assert not Mute.objects.exists()


def test_a_guest_signs_in_first(client, insult):
    assert client.get("/hinweis/ausblenden/", {"sache": str(insult.ref)}).url.startswith("/konto/login/")


def test_what_a_muted_person_publishes_for_a_club_is_still_read(client, muted, municipality, club, resident, insult):
    post(insult.ref, place=municipality, channel="news", title="Vom Verein", text="x", url="/x/",
         sender=Sender.of(club), actor=resident)  # fmt: skip
    client.force_login(muted.user)
    assert "Vom Verein" in client.get("/perlesreut/").content.decode()


def test_a_muted_person_does_not_ring_the_bell_but_an_office_does(muted, clerk, resident, second_resident):
    Mute.objects.create(user=second_resident, muted=clerk)
    tell_person(second_resident, title="Antwort von Lena", text="", url="/", actor=resident)
    tell_person(second_resident, title="Antwort aus dem Rathaus", text="", url="/", actor=clerk)
    deliver_waiting()
    assert [one.title for one in Notification.objects.filter(user=second_resident)] == ["Antwort aus dem Rathaus"]


def test_one_reads_somebody_again(client, muted, second_resident, resident):
    client.force_login(second_resident)
    assert "linden_lena" in client.get("/konto/ausgeblendet/").content.decode()
    for odd in ("", "x", "999999", "²", "9" * 40):
        assert client.post("/konto/ausgeblendet/", {"eintrag": odd}).status_code == 404
    client.post("/konto/ausgeblendet/", {"eintrag": muted.pk})
    assert not Mute.objects.exists()
    assert "Sie lesen alle." in client.get("/konto/ausgeblendet/").content.decode()


def test_nobody_touches_the_list_of_somebody_else(client, muted, resident):
    client.force_login(resident)
    assert "waldkauz_12" not in client.get("/konto/ausgeblendet/").content.decode()
    assert client.post("/konto/ausgeblendet/", {"eintrag": muted.pk}).status_code == 404


def test_it_is_handed_out_to_the_one_and_never_to_the_other(client, muted, second_resident, resident):
    from dorflinde.accounts.exports import export_person

    assert export_person(second_resident)["muted"][0]["name"] == "linden_lena"
    assert "waldkauz_12" not in str(export_person(resident))
