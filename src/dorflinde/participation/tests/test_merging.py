"""Ideas become one or several, and both is undone: nobody's name, voice or word is lost on the way."""

import csv
import io

import pytest
from django.test import Client

from dorflinde.accounts.models import User
from dorflinde.desk.models import Todo
from dorflinde.feed.models import Entry, OutboxItem
from dorflinde.outlets.models import Notification
from dorflinde.outlets.public import deliver_waiting
from dorflinde.participation import actions
from dorflinde.participation.actions import MergeProblem, PartPlan
from dorflinde.participation.models import Idea, Merger, Part, Project
from dorflinde.places.models import Place
from dorflinde.trail.models import Follow
from dorflinde.trail.public import origins_of

from .conftest import Plan


@pytest.fixture
def bench(project: Project, second_resident: User) -> Idea:
    """What waldkauz_12 proposes, much the same."""
    return actions.post_idea(
        project, actor=second_resident, title="Eine warme Stube mit Sofas", text="Kaffee für alle, gegen Spende."
    )


@pytest.fixture
def merged(idea: Idea, bench: Idea, clerk: User) -> Idea:
    """The stube is part of the living room now; returns the living room."""
    actions.merge_ideas(idea, [bench], actor=clerk, reason="Beide wollen einen Treffpunkt.")
    return Idea.objects.complete().get(pk=idea.pk)


def url(idea: Idea, path: str = "") -> str:
    return f"{idea.get_absolute_url()}{path}"


def people(number: int) -> list[User]:
    return [User.objects.create_user(f"s{n}@example.org", pseudonym=f"stimme_{n}") for n in range(number)]


# --- Merged -----------------------------------------------------------------------------------------------------------
def test_the_town_hall_finds_what_says_the_same_on_top_and_merges(
    client: Client, idea: Idea, bench: Idea, project: Project, clerk: User, resident: User
) -> None:
    actions.post_idea(project, actor=resident, title="Neue Straßenlampen", text="Es ist dunkel.")
    client.force_login(clerk)
    page = client.get(url(idea, "zusammenlegen/")).content.decode()
    assert page.index(bench.title) < page.index("Neue Straßenlampen")
    assert "Neue Straßenlampen" not in client.get(url(idea, "zusammenlegen/"), {"q": "stube"}).content.decode()
    client.post(url(idea, "zusammenlegen/"), {"others": [str(bench.public_id)], "reason": "Dasselbe."})
    assert Merger.objects.get().idea == bench


def test_all_authors_are_named_and_told(
    client: Client, idea: Idea, bench: Idea, clerk: User, resident: User, second_resident: User
) -> None:
    Follow.objects.filter(user=second_resident).delete()  # wrote it and follows nothing: hears of it all the same
    actions.merge_ideas(idea, [bench], actor=clerk, reason="Beide wollen einen Treffpunkt.")
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "linden_lena" in page
    assert "waldkauz_12" in page
    assert "Kaffee für alle, gegen Spende." in page
    deliver_waiting()
    for person in (resident, second_resident):
        found = Notification.objects.filter(user=person, text__contains="Treffpunkt")
        assert found.count() == 1, person


def test_each_supporter_counts_once(merged: Idea, bench: Idea, idea: Idea, resident: User) -> None:
    both, first, second = people(3)
    for who in (both, first):
        actions.support_idea(merged, actor=who)
    assert merged.support_count == 2
    actions.part_again(bench, actor=resident)
    bench.refresh_from_db()
    for who in (both, second):
        actions.support_idea(bench, actor=who)
    actions.merge_ideas(idea, [bench], actor=resident)
    idea.refresh_from_db()
    assert idea.support_count == 3


def test_supporters_without_an_account_any_more_still_count(merged: Idea, bench: Idea, clerk: User) -> None:
    gone, stays = people(2)
    actions.support_idea(merged, actor=gone)
    actions.support_idea(merged, actor=stays)
    actions.forget_person(gone)
    gone.delete()
    actions.support_idea(merged, actor=clerk)
    assert merged.support_count == 3


def test_who_supported_what_was_merged_sees_it_and_takes_it_back(
    client: Client, idea: Idea, bench: Idea, clerk: User, second_resident: User
) -> None:
    actions.support_idea(bench, actor=second_resident)
    actions.merge_ideas(idea, [bench], actor=clerk)
    client.force_login(second_resident)
    assert "Sie unterstützen das" in client.get(idea.get_absolute_url()).content.decode()
    client.post(url(idea, "unterstuetzen/"), {"zurueck": "ja"})
    idea.refresh_from_db()
    assert idea.support_count == 0


def test_a_page_that_was_still_open_supports_and_comments_the_shared_idea(
    client: Client, merged: Idea, bench: Idea, second_resident: User
) -> None:
    client.force_login(second_resident)
    client.post(url(bench, "unterstuetzen/"))
    client.post(url(bench, "kommentar/"), {"text": "Wo genau?"})
    merged.refresh_from_db()
    assert merged.support_count == 1
    assert "Wo genau?" in client.get(merged.get_absolute_url()).content.decode()


def test_comments_are_read_together_and_a_reply_stays_with_what_it_answers(
    client: Client, idea: Idea, bench: Idea, clerk: User, resident: User
) -> None:
    there = actions.comment_on_idea(bench, actor=resident, text="Im alten Pfarrhof?")
    actions.comment_on_idea(idea, actor=clerk, text="Im Rathaus?")
    actions.merge_ideas(idea, [bench], actor=clerk)
    client.force_login(resident)
    client.post(f"{url(idea, 'kommentar/')}?auf={there.public_id}", {"text": "Dort ist es warm."})
    page = client.get(idea.get_absolute_url()).content.decode()
    assert all(words in page for words in ("Im alten Pfarrhof?", "Im Rathaus?", "Dort ist es warm.", "3 Kommentare"))
    actions.part_again(bench, actor=clerk)
    page = client.get(bench.get_absolute_url()).content.decode()
    assert "Im alten Pfarrhof?" in page
    assert "Dort ist es warm." in page
    assert "Im Rathaus?" not in page


def test_the_old_address_leads_to_the_shared_idea(client: Client, merged: Idea, bench: Idea) -> None:
    answer = client.get(bench.get_absolute_url())
    assert (answer.status_code, answer.url) == (302, merged.get_absolute_url())  # 302: it can be undone


def test_it_leaves_lists_stream_and_desk_and_comes_back(
    client: Client, merged: Idea, bench: Idea, project: Project, clerk: User
) -> None:
    assert bench.title not in client.get(project.get_absolute_url()).content.decode()
    assert not Entry.objects.filter(subject_id=bench.public_id).exists()
    assert not Todo.objects.waiting().filter(subject_id=bench.public_id).exists()
    client.force_login(clerk)
    client.post(url(bench, "trennen/"))
    assert bench.title in client.get(project.get_absolute_url()).content.decode()
    assert Entry.objects.filter(subject_id=bench.public_id).exists()
    assert Todo.objects.waiting().filter(subject_id=bench.public_id).exists()
    assert client.get(bench.get_absolute_url()).status_code == 200
    client.post(url(bench, "trennen/"))  # once more changes nothing
    assert not Merger.objects.exists()


def test_the_trail_tells_it_from_either_end(client: Client, merged: Idea, bench: Idea) -> None:
    from dorflinde.trail.public import url_of

    for one in (merged, bench):
        page = client.get(url_of(one.ref)).content.decode()
        assert "zusammengelegt" in page.lower()
        assert merged.title in page
        assert bench.title in page
    assert [thing.title for thing in origins_of(merged.ref)] == [bench.title]


def test_what_grows_from_the_shared_idea_is_told_to_those_who_followed_the_other(
    merged: Idea, clerk: User, second_resident: User
) -> None:
    actions.answer_idea(merged, actor=clerk, status="planned", text="Wir bauen es.")
    deliver_waiting()
    assert Notification.objects.filter(user=second_resident, title__contains="Antwort auf").exists()


def test_an_idea_that_holds_others_becomes_part_of_a_third_and_keeps_them_when_parted(
    client: Client, merged: Idea, bench: Idea, project: Project, clerk: User, resident: User
) -> None:
    third = actions.post_idea(project, actor=resident, title="Ein Haus für das Dorf", text="Alles darin.")
    (voice,) = people(1)
    actions.support_idea(bench, actor=voice)
    actions.merge_ideas(third, [merged], actor=clerk)
    assert client.get(bench.get_absolute_url()).url == third.get_absolute_url()
    third.refresh_from_db()
    assert third.support_count == 1
    actions.part_again(merged, actor=clerk)
    assert client.get(bench.get_absolute_url()).url == merged.get_absolute_url()
    merged.refresh_from_db()
    third.refresh_from_db()
    assert (merged.support_count, third.support_count) == (1, 0)


def test_authors_neither_change_nor_withdraw_what_belongs_to_several(
    client: Client, merged: Idea, bench: Idea, resident: User, second_resident: User
) -> None:
    for idea, author in ((merged, resident), (bench, second_resident)):
        client.force_login(author)
        assert client.get(url(idea, "bearbeiten/")).status_code == 403
        assert client.get(url(idea, "zurueckziehen/")).status_code == 403


def test_what_moderation_hides_is_not_read_in_the_shared_idea(
    client: Client, merged: Idea, bench: Idea, moderator: User, resident: User, clerk: User
) -> None:
    client.force_login(clerk)
    before = Place.objects.get(pk=merged.place_id).edition
    actions.comment_on_idea(bench, actor=resident, text="Kommentar dazu")
    actions.hide_idea(bench.public_id, actor=moderator, reason="Beleidigung")
    page = client.get(merged.get_absolute_url()).content.decode()
    assert bench.text not in page
    assert "Kommentar dazu" not in page
    assert Place.objects.get(pk=merged.place_id).edition > before  # kept pages are made anew
    client.force_login(resident)
    assert client.get(bench.get_absolute_url()).status_code == 404
    actions.restore_idea(bench.public_id, actor=moderator)
    assert bench.text in client.get(merged.get_absolute_url()).content.decode()
    assert not Entry.objects.filter(subject_id=bench.public_id).exists()


def test_the_table_names_all_authors(client: Client, merged: Idea, project: Project, clerk: User) -> None:
    client.force_login(clerk)
    content = b"".join(client.get(f"{project.get_absolute_url()}ideen.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert [row["Von"] for row in rows] == ["linden_lena, waldkauz_12"]


def test_only_ideas_of_the_same_project_that_everyone_sees(
    idea: Idea, bench: Idea, set_up: Plan, resident: User, clerk: User, moderator: User
) -> None:
    elsewhere = actions.post_idea(
        set_up(("ideas", -1, 9), title="Anderswo"), actor=resident, title="Anderswo", text="x"
    )
    with pytest.raises(MergeProblem, match="Anderswo"):
        actions.merge_ideas(idea, [elsewhere], actor=clerk)
    actions.hide_idea(bench.public_id, actor=moderator, reason="x")
    with pytest.raises(MergeProblem):
        actions.merge_ideas(idea, [bench], actor=clerk)
    with pytest.raises(MergeProblem):
        actions.merge_ideas(idea, [idea], actor=clerk)
    assert not Merger.objects.exists()


@pytest.mark.parametrize(
    "fields", [{}, {"others": ["kaputt"], "reason": "x"}, {"others": [], "reason": "x"}, {"reason": "x"}]
)
def test_merging_needs_another_idea_and_a_reason(
    client: Client, idea: Idea, bench: Idea, clerk: User, fields: dict[str, object]
) -> None:
    client.force_login(clerk)
    page = client.post(url(idea, "zusammenlegen/"), fields)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Merger.objects.exists()


# --- Split ------------------------------------------------------------------------------------------------------------
SPLIT = {"first_title": "Ein Sofa für den Platz", "first_text": "Nur das Sofa.", "reason": "Zwei Dinge in einem."}


def test_a_part_keeps_author_and_origin_and_the_idea_stays(
    client: Client, idea: Idea, clerk: User, resident: User
) -> None:
    actions.support_idea(idea, actor=clerk)
    client.force_login(clerk)
    client.post(url(idea, "aufteilen/"), {**SPLIT, "second_title": "Kaffee", "second_text": "Nur der Kaffee."})
    sofa, coffee = Idea.objects.exclude(pk=idea.pk).order_by("pk")
    assert (sofa.author, coffee.author) == (resident, resident)
    idea.refresh_from_db()
    assert (idea.support_count, sofa.support_count) == (1, 0)
    assert idea.text == "Sofas und Kaffee gegen Spende."
    assert idea.title in client.get(sofa.get_absolute_url()).content.decode()
    assert coffee.title in client.get(idea.get_absolute_url()).content.decode()
    assert [thing.title for thing in origins_of(sofa.ref)] == [idea.title]
    deliver_waiting()
    assert Notification.objects.get(user=resident).title.startswith("Aus „Ein Wohnzimmer für alle“ herausgelöst")


def test_a_part_is_taken_back_while_nobody_has_touched_it(client: Client, idea: Idea, clerk: User) -> None:
    client.force_login(clerk)
    client.post(url(idea, "aufteilen/"), SPLIT)
    sofa = Idea.objects.get(title=SPLIT["first_title"])
    client.post(url(sofa, "aufteilen/zuruecknehmen/"))
    assert client.get(sofa.get_absolute_url()).status_code == 404
    assert not Part.objects.exists()
    assert origins_of(sofa.ref) == []
    assert not Todo.objects.waiting().filter(subject_id=sofa.public_id).exists()
    assert sofa.title not in client.get(idea.get_absolute_url()).content.decode()


def test_a_part_that_people_support_stays(client: Client, idea: Idea, clerk: User, second_resident: User) -> None:
    (sofa,) = actions.split_idea(idea, [PartPlan("Sofa", "Nur das Sofa.")], actor=clerk)
    actions.support_idea(sofa, actor=second_resident)
    client.force_login(clerk)
    page = client.post(url(sofa, "aufteilen/zuruecknehmen/"), follow=True).content.decode()
    assert "hat sich schon jemand geäußert" in page
    assert Part.objects.exists()


def test_a_part_does_not_become_part_of_where_it_comes_from(idea: Idea, clerk: User) -> None:
    (sofa,) = actions.split_idea(idea, [PartPlan("Sofa", "Nur das Sofa.")], actor=clerk)
    with pytest.raises(MergeProblem, match="auseinander hervor"):
        actions.merge_ideas(idea, [sofa], actor=clerk)


@pytest.mark.parametrize(
    "fields",
    [
        {"first_title": ""}, {"first_text": ""}, {"reason": ""}, {"second_title": "Nur ein Titel"},
        {"second_text": "Nur ein Text"}, {"first_title": "x" * 121},
    ],
)  # fmt: skip
def test_a_split_that_is_not_whole_comes_back_typed(
    client: Client, idea: Idea, clerk: User, fields: dict[str, str]
) -> None:
    client.force_login(clerk)
    page = client.post(url(idea, "aufteilen/"), SPLIT | fields)
    assert page.status_code == 200
    assert "Nur das Sofa." in page.content.decode() or fields == {"first_text": ""}
    assert Idea.objects.count() == 1


# --- Who and how much -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["zusammenlegen/", "aufteilen/", "trennen/", "aufteilen/zuruecknehmen/"])
@pytest.mark.parametrize("persona", ["resident", "moderator", "editor", "council", "outsider"])
def test_only_the_town_hall_joins_and_parts(
    client: Client, request: pytest.FixtureRequest, idea: Idea, path: str, persona: str
) -> None:
    client.force_login(request.getfixturevalue(persona))
    assert client.post(url(idea, path), {}).status_code == 403


def test_an_idea_with_many_in_it_costs_no_more(
    client: Client, idea: Idea, project: Project, clerk: User, municipality: Place, django_assert_max_num_queries
) -> None:
    def cost(number: int) -> None:
        others = [actions.post_idea(project, actor=clerk, title=f"Idee {number} {n}", text="x") for n in range(number)]
        actions.merge_ideas(idea, others, actor=clerk)
        for other in others:
            actions.comment_on_idea(other, actor=clerk, text="Ja.")
        with django_assert_max_num_queries(33):
            client.get(idea.get_absolute_url(), {"n": number})

    cost(1)
    cost(12)
    with django_assert_max_num_queries(12):
        client.get(project.get_absolute_url(), {"n": 1})
    assert not OutboxItem.objects.filter(title="").exists()
