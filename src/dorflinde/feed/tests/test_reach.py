"""Who is signed in reads along what happens around the own home, as far as they want."""

import pytest
from django.urls import reverse

from dorflinde.core.ids import uuid7
from dorflinde.core.subjects import Ref
from dorflinde.feed.public import Sender, post
from dorflinde.feed.queries import within_reach
from dorflinde.places.models import Place


@pytest.fixture
def news_next_door(neighbour: Place) -> None:
    Place.objects.filter(pk=neighbour.pk).update(lon=13.49, lat=48.82)
    post(
        Ref("news.article", uuid7()), place=neighbour, channel="news", label="Neuigkeit", title="Maibaum drüben", text="Um zehn",
        url="/x/", sender=Sender.town_hall(neighbour), actor=None,
    )  # fmt: skip


def read(client, municipality) -> str:
    return client.get(reverse("feed:square", args=[municipality.slug])).content.decode()


def test_what_lies_within_the_radius_stands_in_the_stream(client, municipality, resident, news_next_door):
    for number in range(7):  # lively enough that no neighbour has to fill the page
        post(
            Ref("news.article", uuid7()), place=municipality, channel="news", label="Neuigkeit", title=f"Hier {number}", text="x",
            url="/x/", sender=Sender.town_hall(municipality), actor=None,
        )  # fmt: skip
    resident.reading_radius_km = 10
    resident.save()
    client.force_login(resident)
    assert "Maibaum drüben" in read(client, municipality)
    resident.reading_radius_km = 2
    resident.save()
    assert "Maibaum drüben" not in read(client, municipality)
    client.logout()
    assert "Maibaum drüben" not in read(client, municipality)


def test_elsewhere_one_reads_what_is_there(municipality, neighbour, resident, news_next_door):
    resident.reading_radius_km = 50
    assert within_reach(resident, municipality) == [neighbour.pk]
    assert within_reach(resident, Place.objects.get(pk=neighbour.pk)) == []


def test_what_the_neighbour_has_switched_off_stays_out(client, municipality, neighbour, resident, news_next_door):
    Place.objects.filter(pk=neighbour.pk).update(modules_off=["news"])
    client.force_login(resident)
    assert "Maibaum drüben" not in read(client, municipality)
