"""A debate: for and against, replies, and what the town hall takes along."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from dorflinde.accounts.models import User
from dorflinde.desk.models import Todo
from dorflinde.feed.models import OutboxItem
from dorflinde.participation import actions
from dorflinde.participation.actions import ActivityPlan
from dorflinde.participation.models import Activity, ClosingWord, Project, Remark
from dorflinde.trail.public import Step


@pytest.fixture
def debate(project: Project) -> Activity:
    """One question."""
    cache.clear()
    plan = ActivityPlan(project.timetable[0], "Soll die Mitte autofrei werden?")
    return actions.create_activity(project, "debate", plan, actor=None)


def address(name: str, debate: Activity, *words: Any) -> str:
    return reverse(f"participation:{name}", args=["perlesreut", debate.project.slug, debate.slug, *words])


def test_a_contribution_says_where_its_author_stands(client: Client, debate: Activity, resident: User) -> None:
    client.force_login(resident)
    url = address("remark_new", debate)
    assert "Bitte wählen Sie, wie Sie dazu stehen." in client.post(url, {"text": "Mehr Ruhe"}).content.decode()
    assert client.post(url, {"text": "Mehr Ruhe", "stance": "maybe"}).context["form"].errors
    client.post(url, {"text": "Mehr Ruhe", "stance": "pro"})
    page = client.get(debate.get_absolute_url()).content.decode()
    assert "1 dafür" in page and "0 dagegen" in page and "Mehr Ruhe" in page
    assert not Todo.objects.waiting().filter(kind="remarks").exists(), "in a debate people answer each other"


def test_a_reply_stands_under_what_it_answers_and_its_author_is_told(
    client: Client, debate: Activity, resident: User, outsider: User
) -> None:
    made = actions.remark(debate, actor=resident, text="Mehr Ruhe", stance="pro")
    client.force_login(outsider)
    url = address("remark_new", debate)
    client.post(f"{url}?auf={made.public_id}", {"text": "Und die Läden?"})
    reply = made.replies.get()
    client.post(f"{url}?auf={reply.public_id}", {"text": "Genau."})
    assert made.replies.count() == 2, "a reply to a reply stays in the thread"
    told = OutboxItem.objects.filter(title__contains="geantwortet")
    assert {item.recipient for item in told} == {resident}
    assert reply.get_absolute_url() in {item.url for item in told}


def test_the_most_supported_comes_first_or_the_newest(client: Client, debate: Activity, resident: User, clerk: User) -> None:  # fmt: skip
    first = actions.remark(debate, actor=resident, text="Die erste Meinung", stance="contra")
    actions.remark(debate, actor=resident, text="Die zweite Meinung", stance="pro")
    actions.support_remark(first, actor=clerk)
    page = client.get(debate.get_absolute_url()).content.decode()
    assert page.index("Die erste Meinung") < page.index("Die zweite Meinung")
    page = client.get(debate.get_absolute_url(), {"folge": "neu"}).content.decode()
    assert page.index("Die zweite Meinung") < page.index("Die erste Meinung")


def test_the_address_of_a_contribution_opens_the_page_on_which_it_stands(
    client: Client, debate: Activity, resident: User
) -> None:
    made = [actions.remark(debate, actor=resident, text=f"Gedanke {n}", stance="pro") for n in range(31)]
    oldest = made[0]
    assert "Gedanke 0<" not in client.get(debate.get_absolute_url()).content.decode()
    page = client.get(oldest.get_absolute_url().partition("#")[0]).content.decode()
    assert oldest.anchor in page and "Gedanke 0<" in page
    assert client.get(debate.get_absolute_url(), {"beitrag": "x", "seite": "99"}).status_code == 200


def test_the_town_hall_sums_up_and_tells_it_once(client: Client, debate: Activity, resident: User, clerk: User) -> None:
    actions.remark(debate, actor=resident, text="Mehr Ruhe", stance="pro")
    client.force_login(resident)
    assert client.post(address("debate_summary", debate), {"text": "x", "by": "y"}).status_code == 403
    client.force_login(clerk)
    for text in ("Der Rat berät im Januar.", "Der Rat berät im Februar."):
        client.post(address("debate_summary", debate), {"text": text, "by": "Bauamt"})
    assert ClosingWord.objects.get().edited_at
    assert Step.objects.filter(kind="summed_up").count() == 1
    client.logout()
    assert "Der Rat berät im Februar." in client.get(debate.get_absolute_url()).content.decode()


def test_after_the_end_nobody_writes_and_the_text_is_given_back(client: Client, debate: Activity, resident: User) -> None:  # fmt: skip
    actions.close_activity(debate, actor=None)
    client.force_login(resident)
    page = client.post(address("remark_new", debate), {"text": "Zu spät gedacht", "stance": "pro"})
    assert page.status_code == 403 and "Zu spät gedacht" in page.content.decode()
    assert not Remark.objects.exists()
