"""What waits until somebody has looked: the list, letting through, refusing, and the slip that is undone."""

import datetime

import pytest
from django.utils import timezone

from dorflinde.desk.models import Todo
from dorflinde.feed.models import OutboxItem
from dorflinde.moderation.actions import admit, complain, drop, submit
from dorflinde.moderation.models import Clearance, Decision, Notice, Restriction, Review
from dorflinde.moderation.public import standing_of

WHY_NOT = {"ground": "rules", "reason": "Das ist Werbung."}


@pytest.fixture
def hand_in(write, municipality, resident):
    """Let somebody hand something in that waits: hand_in("Ein Gedanke")."""

    def put(title: str, *, author=resident, place=municipality) -> Review:
        thing = write(title, author=author, place=place, is_public=False)
        return submit(thing.ref, place=place, author=author, why="Ein Programm hat das Wort „Kredit“ gefunden.")

    return put


@pytest.fixture
def waiting(hand_in) -> Review:
    """One contribution that waits."""
    return hand_in("Ein Gedanke")


def told(user) -> list[str]:
    return list(OutboxItem.objects.filter(recipient=user).order_by("pk").values_list("title", flat=True))


def keys(*reviews) -> list[str]:
    return [str(review.public_id) for review in reviews]


def test_it_lies_on_the_desk_with_its_reason_and_two_days_time(waiting):
    todo = Todo.objects.waiting().get()
    assert todo.office == Todo.Office.MODERATION
    assert todo.title == "Wartet auf Freigabe: Ein Gedanke"
    assert "Kredit" in todo.note
    assert todo.due_on == timezone.localdate() + datetime.timedelta(days=2)


def test_handed_in_twice_it_waits_once(waiting, municipality, resident):
    submit(waiting.ref, place=municipality, author=resident, why="Geändert.")
    assert Review.objects.get().why == "Geändert."
    assert Todo.objects.waiting().count() == 1


def test_a_moderator_reads_all_of_it_and_lets_it_through(client, waiting, posts, moderator, resident):
    client.force_login(moderator)
    page = client.get(f"/hinweis/freigaben/{waiting.public_id}/").content.decode()
    assert "Ein Gedanke, das weiß doch jeder." in page
    assert "Ein Programm hat das Wort „Kredit“ gefunden." in page
    client.post("/hinweis/freigaben/entscheiden/", {"freigabe": keys(waiting)})
    assert posts.done == [("admit", waiting.subject_id)]
    assert told(resident) == ["Ihr Beitrag ist jetzt zu lesen: Ein Gedanke"]
    assert not Todo.objects.waiting().exists()
    assert standing_of(waiting.ref).review is None


def test_many_are_let_through_in_one_go_and_taken_back_in_one_go(client, hand_in, posts, moderator, resident):
    three = [hand_in(f"Gedanke {number}") for number in range(3)]
    client.force_login(moderator)
    answer = client.post("/hinweis/freigaben/entscheiden/", {"freigabe": keys(*three), "was": "freigeben"})
    page = client.get(answer.url).content.decode()
    assert "3 Beiträge sind freigegeben." in page
    client.post(f"/hinweis/freigaben/{Clearance.objects.first().batch}/zurueck/")
    assert Review.objects.waiting().count() == 3
    assert [what for what, _key in posts.done] == ["admit"] * 3 + ["hide"] * 3
    assert Todo.objects.waiting().count() == 3
    assert told(resident)[3:] == [f"Ihr Beitrag wird noch einmal geprüft: Gedanke {number}" for number in range(3)]


def test_after_a_day_letting_through_stands(client, waiting, moderator, time_machine):
    key = admit([waiting], actor=moderator)
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=25))
    client.force_login(moderator)
    page = client.post(f"/hinweis/freigaben/{key}/zurueck/", follow=True).content.decode()
    assert "Das lässt sich nicht mehr zurücknehmen." in page
    assert not Review.objects.waiting().exists()


def test_a_refusal_is_a_decision_with_reason_and_complaint(client, waiting, posts, moderator, resident):
    client.force_login(moderator)
    there = client.post("/hinweis/freigaben/entscheiden/", {"freigabe": keys(waiting), "was": "ablehnen"})
    assert "Ein Gedanke" in client.get(there.url).content.decode()
    client.post("/hinweis/freigaben/ablehnen/", {"freigabe": keys(waiting), **WHY_NOT})
    assert told(resident) == ["Ihr Beitrag wird nicht veröffentlicht: Ein Gedanke"]
    notice = Notice.objects.get()
    assert notice.is_own_initiative
    client.force_login(resident)
    page = client.get(f"/hinweis/{notice.public_id}/begruendung/").content.decode()
    assert "Warum der Beitrag nicht veröffentlicht wurde" in page
    assert "Ein Programm hat das Wort „Kredit“ gefunden." in page  # means used to find it (DSA Art. 17 (3) c)
    client.post(f"/hinweis/{notice.public_id}/beschwerde/", {"text": "Das ist keine Werbung."})
    client.force_login(moderator)
    complaint = Decision.objects.get().complaints.get()
    client.post(
        f"/hinweis/{notice.public_id}/beschwerde/{complaint.pk}/", {"verdict": "turn", "answer": "Sie haben recht."}
    )
    assert [what for what, _key in posts.done] == ["hide", "admit"]
    assert not Restriction.objects.exists()


def test_a_refusal_is_in_the_log_and_not_among_open_notices(client, waiting, moderator):
    client.force_login(moderator)
    client.post("/hinweis/freigaben/ablehnen/", {"freigabe": keys(waiting), **WHY_NOT})
    assert "Das ist Werbung." in client.get("/hinweis/protokoll.csv").content.decode("utf-8-sig")
    assert not Notice.objects.waiting().exists()


def test_a_refusal_by_a_slip_is_undone_and_shown(client, waiting, posts, moderator, resident):
    client.force_login(moderator)
    answer = client.post("/hinweis/freigaben/ablehnen/", {"freigabe": keys(waiting), **WHY_NOT})
    assert "Ein Beitrag wird nicht veröffentlicht." in client.get(answer.url).content.decode()
    client.post(f"/hinweis/gemeinsam/{Decision.objects.get().batch}/zurueck/")
    assert [what for what, _key in posts.done] == ["hide", "admit"]
    assert told(resident)[-1] == "Ihr Beitrag ist wieder zu lesen: Ein Gedanke"
    assert not Notice.objects.waiting().exists()


def test_a_refusal_without_a_reason_comes_back(client, waiting, moderator):
    client.force_login(moderator)
    page = client.post("/hinweis/freigaben/ablehnen/", {"freigabe": keys(waiting), "ground": "rules"}).content.decode()
    assert f'value="{waiting.public_id}"' in page
    assert Review.objects.waiting().exists()


def test_nobody_lets_their_own_contribution_through(client, hand_in, moderator):
    mine = hand_in("Von mir", author=moderator)
    client.force_login(moderator)
    assert client.get(f"/hinweis/freigaben/{mine.public_id}/").status_code == 403
    page = client.post("/hinweis/freigaben/entscheiden/", {"freigabe": keys(mine)}, follow=True).content.decode()
    assert "Den gibt jemand anderes frei." in page
    assert Review.objects.waiting().exists()


def test_two_moderators_let_through_once(waiting, posts, moderator, clerk):
    admit([waiting], actor=moderator)
    admit([waiting], actor=clerk)
    assert posts.done == [("admit", waiting.subject_id)]
    assert Clearance.objects.get().decided_by == moderator


def test_what_its_author_took_back_waits_no_more(waiting):
    drop(waiting.ref)
    assert not Review.objects.exists()
    assert not Todo.objects.waiting().exists()


def test_what_is_gone_can_be_cleared_away(client, waiting, posts, moderator):
    del posts.found[waiting.subject_id]
    client.force_login(moderator)
    assert "Den Beitrag gibt es nicht mehr." in client.get("/hinweis/freigaben/").content.decode()
    client.post("/hinweis/freigaben/entscheiden/", {"freigabe": keys(waiting)})
    assert not Review.objects.waiting().exists()
    assert posts.done == []


def test_an_upheld_complaint_does_not_show_what_waits_anew(waiting, posts, moderator, resident, municipality):
    from dorflinde.moderation.actions import answer_complaint, refuse

    refuse([waiting], actor=moderator, **WHY_NOT)
    complaint = complain(Decision.objects.get(), actor=resident, text="Nein!")
    submit(waiting.ref, place=municipality, author=resident, why="Noch einmal.")
    answer_complaint(complaint, actor=moderator, answer="Gut.", overturn=True)
    assert [what for what, _key in posts.done] == ["hide"]


@pytest.mark.parametrize(
    ("persona", "status"),
    [("resident", 404), ("editor", 404), ("council", 404), ("outsider", 404), ("clerk", 200), ("manager", 200)],
)
def test_only_moderators_of_the_place_look(client, hand_in, second_resident, persona, status, request):
    waiting = hand_in("Ein Gedanke", author=second_resident)
    client.force_login(request.getfixturevalue(persona))
    assert client.get(f"/hinweis/freigaben/{waiting.public_id}/").status_code == status


def test_the_list_leaves_out_places_of_others(client, hand_in, moderator, neighbour):
    hand_in("Hier")
    hand_in("Drüben", place=neighbour)
    client.force_login(moderator)
    page = client.get("/hinweis/freigaben/").content.decode()
    assert "Hier" in page
    assert "Drüben" not in page


@pytest.mark.parametrize("key", ["", "kaputt", "%00"])
def test_odd_keys_choose_nothing(client, waiting, moderator, key):
    client.force_login(moderator)
    for address in ("/hinweis/freigaben/entscheiden/", "/hinweis/freigaben/ablehnen/"):
        assert client.post(address, {"freigabe": [key], **WHY_NOT}).url == "/hinweis/freigaben/"
    assert client.get("/hinweis/freigaben/", {"freigegeben": key, "abgelehnt": key}).status_code == 200
    assert Review.objects.waiting().exists()


def test_a_long_list_costs_few_questions(client, hand_in, moderator, django_assert_max_num_queries):
    for number in range(40):
        hand_in(f"Gedanke {number}")
    client.force_login(moderator)
    with django_assert_max_num_queries(16):
        client.get("/hinweis/freigaben/")
