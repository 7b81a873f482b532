"""The whole paper paragraph by paragraph: opened chapter by chapter, and what was said outlives a newer draft."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from dorflinde.accounts.models import User
from dorflinde.participation import actions as participation
from dorflinde.participation.models import Activity, Paragraph, Project, Remark
from dorflinde.places.models import Place
from dorflinde.strategy import actions
from dorflinde.strategy.models import Measure, PaperOpening, PaperVersion, Strategy
from dorflinde.strategy.paper.chapters import chapters_of
from dorflinde.strategy.paper.frozen import thaw


@pytest.fixture
def strategy(municipality: Place, measure: Measure) -> Strategy:
    """A strategy with words of its own."""
    day = timezone.localdate()
    made = Strategy(
        place=municipality, title="Digital daheim", starts_on=day.replace(month=1, day=1),
        ends_on=day.replace(year=day.year + 4, month=12, day=31), vision="Wir rücken zusammen, und keiner bleibt zurück.",
        baseline="Der Bus fährt zweimal am Tag. Das reicht den Älteren nicht.",
    )  # fmt: skip
    return actions.save_strategy(made, actor=None)


@pytest.fixture
def opened(client: Client, strategy: Strategy, clerk: User) -> PaperVersion:
    """A draft the place is asked about, opened at the desk."""
    version = actions.keep_paper(strategy, actor=clerk, title="Erster Entwurf")
    client.force_login(clerk)
    until = str(timezone.localdate() + datetime.timedelta(days=21))
    address = f"/werkstatt/perlesreut/papier/fassungen/{version.public_id}/rueckmeldungen/"
    assert client.post(address, {"until": until}).status_code == 302
    return version


def newer(strategy: Strategy, clerk: User, **changes: str) -> PaperVersion:
    """Keep and publish a draft that says something else."""
    for name, words in changes.items():
        setattr(strategy, name, words)
    actions.save_strategy(strategy, actor=None)
    version = actions.keep_paper(strategy, actor=clerk, title="Zweiter Entwurf")
    actions.publish_paper(version, actor=clerk)
    return version


def paragraph(words: str) -> Paragraph:
    """Return the paragraph that says this now."""
    return Paragraph.objects.present().get(text__startswith=words)


def test_every_paragraph_of_the_paper_can_be_talked_about(client: Client, opened: PaperVersion, resident: User) -> None:
    project = Project.objects.get()
    chapters = list(Activity.objects.filter(project=project, kind="document").order_by("position"))
    told = chapters_of(thaw(opened.tree))
    assert [one.title for one in chapters] == [chapter.title for chapter in told] and len(chapters) > 3
    words = {one.text for one in Paragraph.objects.all()}
    assert {text for chapter in told for text, _level in chapter.pieces} == words
    about = paragraph("Der Bus fährt zweimal")
    client.force_login(resident)
    page = client.get(about.activity.get_absolute_url()).content.decode()
    assert "Das reicht den Älteren nicht." in page and "Kommentieren" in page
    sent = {"text": "Auch den Jüngeren nicht.", "kind": "comment"}
    client.post(f"{about.activity.get_absolute_url()}absatz/{about.public_id}/", sent)
    assert Remark.objects.get().paragraph == about


def test_a_newer_draft_keeps_what_was_said(client: Client, opened: PaperVersion, strategy: Strategy, clerk: User, resident: User) -> None:  # fmt: skip
    bus, vision = paragraph("Der Bus fährt zweimal"), paragraph("Wir rücken zusammen")
    for about in (bus, vision):
        participation.remark(about.activity, actor=resident, text=f"Zu: {about.text[:20]}", paragraph=about)
    version = newer(strategy, clerk, baseline="Der Bus fährt dreimal am Tag. Das reicht den Älteren nicht.", vision="")
    bus.refresh_from_db()
    assert bus.text.startswith("Der Bus fährt dreimal") and not bus.is_removed
    vision.refresh_from_db()
    assert vision.is_removed
    page = client.get(vision.activity.get_absolute_url()).content.decode()
    assert "Nicht mehr im Text" in page and "Wir rücken zusammen" in page and "Zu: Wir rücken" in page
    assert Project.objects.count() == 1
    assert PaperOpening.objects.get().version == version
    assert "Zweiter Entwurf" in Project.objects.get().text
    assert Remark.objects.count() == 2


def test_a_draft_of_another_time_changes_nothing_once_the_round_is_over(opened: PaperVersion, strategy: Strategy, clerk: User) -> None:  # fmt: skip
    PaperOpening.objects.update(until=timezone.localdate() - datetime.timedelta(days=1))
    newer(strategy, clerk, baseline="Ganz anders.")
    assert paragraph("Der Bus fährt zweimal")
    assert PaperOpening.objects.get().version == opened


def test_taking_the_newer_draft_back_ends_the_round(opened: PaperVersion, strategy: Strategy, clerk: User) -> None:
    version = newer(strategy, clerk, baseline="Ganz anders.")
    actions.withdraw_paper(PaperVersion.objects.get(pk=opened.pk), actor=clerk)
    project = Project.objects.complete().get()
    assert not project.is_over(timezone.localdate())
    actions.withdraw_paper(PaperVersion.objects.get(pk=version.pk), actor=clerk)
    assert Project.objects.complete().get().is_over(timezone.localdate())
