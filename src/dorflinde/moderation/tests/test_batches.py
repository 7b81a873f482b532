"""Many notices in one go, something nobody has reported, and a slip that is undone."""

import datetime

import pytest
from django.utils import timezone

from dorflinde.desk.models import Todo
from dorflinde.feed.models import OutboxItem
from dorflinde.moderation.actions import complain, decide
from dorflinde.moderation.models import Decision, Notice, Restriction
from dorflinde.moderation.public import take_notice

REMOVE = {"outcome": "remove", "ground": "law", "reason": "Beleidigung, § 185 StGB."}
KEEP = {"outcome": "keep", "reason": "Erlaubte Meinung."}


@pytest.fixture
def three(write, second_resident):
    """Three notices on three things."""
    things = [write(f"Schimpfwort {number}") for number in range(3)]
    return [
        take_notice(thing, category="rules", explanation="Das geht nicht.", is_good_faith=True, actor=second_resident)
        for thing in things
    ]


def chosen(notices) -> list[str]:
    return [str(notice.public_id) for notice in notices]


def told(user) -> list[str]:
    return list(OutboxItem.objects.filter(recipient=user).order_by("pk").values_list("title", flat=True))


# --- Many in one go ---------------------------------------------------------------------------------------------------
def test_the_list_lets_one_choose_and_shows_the_chosen_once_more(client, three, moderator):
    client.force_login(moderator)
    page = client.get("/hinweis/liste/").content.decode()
    assert page.count('name="hinweis"') == 3
    before = client.get("/hinweis/gemeinsam/", {"hinweis": chosen(three[:2])}).content.decode()
    assert "2 Hinweise, eine Entscheidung" in before
    assert "Schimpfwort 0, das weiß doch jeder." in before
    assert "Schimpfwort 2" not in before


def test_one_reason_decides_on_many_and_everyone_is_told_as_if_it_were_alone(
    client, three, posts, moderator, resident, second_resident
):
    OutboxItem.objects.all().delete()
    client.force_login(moderator)
    answer = client.post("/hinweis/gemeinsam/", {"hinweis": chosen(three), **REMOVE})
    assert answer.url.startswith("/hinweis/liste/?entschieden=")
    assert not Notice.objects.waiting().exists()
    assert [what for what, _key in posts.done] == ["hide"] * 3
    assert told(resident) == [f"Ihr Beitrag wurde entfernt: Schimpfwort {number}" for number in range(3)]
    assert told(second_resident) == [f"Über Ihren Hinweis {one.reference} ist entschieden" for one in three]
    assert not Todo.objects.waiting().exists()
    page = client.get(answer.url).content.decode()
    assert "3 Hinweise sind entschieden" in page
    assert "Rückgängig" in page


def test_two_notices_on_one_thing_are_one_decision_each(client, notice, nameless, posts, moderator):
    client.force_login(moderator)
    client.post("/hinweis/gemeinsam/", {"hinweis": chosen([notice, nameless]), **REMOVE})
    assert Decision.objects.count() == 2
    assert Restriction.objects.count() == 1
    assert [what for what, _key in posts.done] == ["hide"]


def test_what_a_colleague_decided_in_the_meantime_stays_as_it_is(client, three, moderator, clerk, monkeypatch):
    client.force_login(moderator)
    found = list(Notice.objects.waiting().oldest_first())
    monkeypatch.setattr("dorflinde.moderation.policies.moderated_notices", lambda user, keys: (found, 0))
    decide(three[0], actor=clerk, **KEEP, ground="none")
    page = client.post("/hinweis/gemeinsam/", {"hinweis": chosen(three), **REMOVE}, follow=True).content.decode()
    assert "Über einen Teil hatte inzwischen schon jemand anderes entschieden." in page
    assert [one.decision.outcome for one in Notice.objects.oldest_first()] == ["keep", "remove", "remove"]


def test_nobody_decides_on_their_own_content_among_many(client, three, write, moderator):
    mine = take_notice(
        write("Von mir", author=moderator), category="rules", explanation="x", is_good_faith=True, actor=None
    )
    client.force_login(moderator)
    page = client.get("/hinweis/gemeinsam/", {"hinweis": chosen([*three, mine])}).content.decode()
    assert "betrifft Ihren eigenen Beitrag und bleibt liegen" in page
    client.post("/hinweis/gemeinsam/", {"hinweis": chosen([*three, mine]), **REMOVE})
    assert list(Notice.objects.waiting()) == [mine]


def test_a_place_of_others_and_odd_keys_are_left_out(client, three, write, moderator, neighbour):
    theirs = take_notice(
        write("Drüben", place=neighbour), category="rules", explanation="x", is_good_faith=True, actor=None
    )
    client.force_login(moderator)
    keys = [*chosen([theirs]), "kaputt", "", "%00", *["x"] * 300]
    assert client.post("/hinweis/gemeinsam/", {"hinweis": keys, **REMOVE}).url == "/hinweis/liste/"
    assert Notice.objects.waiting().count() == 4


def test_a_reason_is_needed_and_what_was_chosen_stays(client, three, moderator):
    client.force_login(moderator)
    page = client.post("/hinweis/gemeinsam/", {"hinweis": chosen(three), "outcome": "remove"}).content.decode()
    assert "3 Hinweise, eine Entscheidung" in page
    assert page.count('type="hidden" name="hinweis"') == 3
    assert not Decision.objects.exists()


def test_a_ready_reason_keeps_the_choice(client, three, moderator):
    client.force_login(moderator)
    query = {"hinweis": chosen(three), "vorlage": "umgang"}
    page = client.get("/hinweis/gemeinsam/", query).content.decode()
    assert "Das verstößt gegen unsere Regeln." in page
    assert page.count('type="hidden" name="hinweis"') == 3


@pytest.mark.parametrize(("persona", "status"), [("resident", 403), ("editor", 403), ("council", 403)])
def test_only_moderators_decide_together(client, three, persona, status, request):
    client.force_login(request.getfixturevalue(persona))
    assert client.post("/hinweis/gemeinsam/", {"hinweis": chosen(three), **REMOVE}).status_code == status


def test_fifty_at_once_cost_no_questions_beyond_their_own(client, write, moderator, django_assert_max_num_queries):
    for number in range(50):
        take_notice(write(f"Beitrag {number}"), category="rules", explanation="x", is_good_faith=True, actor=None)
    client.force_login(moderator)
    with django_assert_max_num_queries(14):
        client.get("/hinweis/gemeinsam/", {"hinweis": chosen(Notice.objects.all())})


# --- Undone -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def decided(client, three, moderator):
    """All three are removed in one go; returns the address that undoes it."""
    client.force_login(moderator)
    client.post("/hinweis/gemeinsam/", {"hinweis": chosen(three), **REMOVE})
    OutboxItem.objects.all().delete()
    return f"/hinweis/gemeinsam/{Decision.objects.first().batch}/zurueck/"


def test_a_slip_is_undone_and_everyone_hears_of_it(client, decided, three, posts, resident, second_resident):
    client.post(decided)
    assert Notice.objects.waiting().count() == 3
    assert [what for what, _key in posts.done] == ["hide"] * 3 + ["restore"] * 3
    assert not Restriction.objects.exists()
    assert told(resident) == [f"Ihr Beitrag ist wieder zu lesen: Schimpfwort {number}" for number in range(3)]
    assert len(told(second_resident)) == 3
    assert Todo.objects.waiting().count() == 3


def test_what_was_taken_back_stays_in_the_log_and_can_be_decided_anew(client, decided, three, moderator):
    client.post(decided)
    table = client.get("/hinweis/protokoll.csv").content.decode("utf-8-sig")
    assert table.splitlines()[0].endswith("zurückgenommen")
    assert [line.rpartition(";")[2] for line in table.splitlines()[1:]] == ["ja", "ja", "ja"]
    page = client.get(f"/hinweis/{three[0].public_id}/entscheidung/").content.decode()
    assert "Bitte entscheiden Sie neu." in page
    client.post(f"/hinweis/{three[0].public_id}/entscheidung/", KEEP)
    assert Notice.objects.get(pk=three[0].pk).decision.outcome == "keep"


def test_undoing_twice_changes_nothing(client, decided):
    client.post(decided)
    page = client.post(decided, follow=True).content.decode()
    assert "Das lässt sich nicht mehr zurücknehmen." in page
    assert Notice.objects.waiting().count() == 3


def test_after_a_complaint_a_decision_stands(client, decided, resident):
    complain(Decision.objects.last(), actor=resident, text="Nein!")
    client.post(decided)
    assert not Notice.objects.waiting().exists()


def test_after_a_day_a_decision_stands(client, decided, moderator, time_machine):
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=25))
    client.force_login(moderator)
    client.post(decided)
    assert not Notice.objects.waiting().exists()


def test_a_single_decision_is_undone_on_its_own_page(client, notice, moderator):
    client.force_login(moderator)
    page = client.post(f"/hinweis/{notice.public_id}/entscheidung/", REMOVE, follow=True).content.decode()
    assert "Entscheidung zurücknehmen" in page
    client.post(f"/hinweis/gemeinsam/{Decision.objects.get().batch}/zurueck/")
    assert Notice.objects.waiting().get() == notice


@pytest.mark.parametrize(
    ("persona", "status"), [("resident", 404), ("outsider", 404), ("clerk", 302), ("manager", 302)]
)
def test_only_moderators_of_the_place_undo(client, decided, persona, status, request):
    client.force_login(request.getfixturevalue(persona))
    assert client.post(decided).status_code == status


def test_an_author_who_moderates_does_not_undo_what_hit_them(client, write, moderator, clerk):
    mine = take_notice(
        write("Von mir", author=moderator), category="rules", explanation="x", is_good_faith=True, actor=None
    )
    decision = decide(mine, actor=clerk, **REMOVE)
    client.force_login(moderator)
    assert client.post(f"/hinweis/gemeinsam/{decision.batch}/zurueck/").status_code == 403


# --- Without a notice -------------------------------------------------------------------------------------------------
def test_a_moderator_takes_something_off_the_page_at_once(client, insult, posts, moderator, resident):
    client.force_login(moderator)
    form = client.get("/hinweis/", {"sache": str(insult.ref)}).content.decode()
    assert f"/hinweis/eingreifen/?sache={insult.ref}".replace(":", "%3A") in form
    assert insult.title in client.get("/hinweis/eingreifen/", {"sache": str(insult.ref)}).content.decode()
    client.post("/hinweis/eingreifen/", {"sache": str(insult.ref), "ground": "law", "reason": "Beleidigung."})
    assert posts.done == [("hide", insult.ref.id)]
    assert told(resident) == ["Ihr Beitrag wurde entfernt: Der Wirt ist ein Gauner"]
    assert told(moderator) == []
    made = Notice.objects.get()
    client.force_login(resident)
    statement = client.get(f"/hinweis/{made.public_id}/begruendung/").content.decode()
    assert "Die Moderation hat den Beitrag selbst gesehen." in statement
    assert "Beschwerde absenden" in statement


def test_stepping_in_settles_what_others_reported(client, notice, insult, moderator):
    client.force_login(moderator)
    client.post("/hinweis/eingreifen/", {"sache": str(insult.ref), "ground": "rules", "reason": "So nicht."})
    assert not Notice.objects.waiting().exists()
    assert Notice.objects.get(pk=notice.pk).decision.is_removal


@pytest.mark.parametrize(
    ("persona", "status"), [("resident", 404), ("second_resident", 404), ("outsider", 404), ("manager", 200)]
)
def test_only_moderators_of_the_place_step_in(client, insult, persona, status, request):
    client.force_login(request.getfixturevalue(persona))
    assert client.get("/hinweis/eingreifen/", {"sache": str(insult.ref)}).status_code == status
    assert ("Gleich von der Seite nehmen" in client.get("/hinweis/", {"sache": str(insult.ref)}).content.decode()) == (
        status == 200
    )


@pytest.mark.parametrize("thing", ["", "kaputt", "test.post:kaputt", "fremd:1", "moderation.page:%00"])
def test_stepping_in_needs_something_to_step_into(client, moderator, thing):
    client.force_login(moderator)
    assert client.get("/hinweis/eingreifen/", {"sache": thing}).status_code == 404


def test_own_content_is_for_someone_else(client, write, moderator):
    mine = write("Von mir", author=moderator)
    client.force_login(moderator)
    assert client.get("/hinweis/eingreifen/", {"sache": str(mine.ref)}).status_code == 403
