"""The chain of records: nothing can be changed, put in or taken out unnoticed."""

import datetime
import decimal
import uuid

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy

from dorflinde.accounts.models import User
from dorflinde.audit.exports import rows_of_person
from dorflinde.audit.models import Chain, Record
from dorflinde.audit.public import record, verify
from dorflinde.core.subjects import Ref
from dorflinde.places.models import Place

THING = Ref("test.thing", uuid.UUID(int=7))


@pytest.fixture
def chain(municipality: Place, clerk: User) -> Chain:
    """Five records of Perlesreut."""
    for number in range(1, 6):
        record("test.thing.changed", THING, actor=clerk, place=municipality, details={"number": number})
    return Chain.objects.get(place=municipality)


def test_an_untouched_chain_is_intact(chain):
    assert verify() == (5, [])
    assert chain.length == 5
    assert list(chain.records.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "test.thing.removed"},
        {"actor_key": "00000000-0000-0000-0000-000000000000"},
        {"subject_id": str(uuid.UUID(int=8))},
        {"details": {"number": 33}},
        {"at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)},
        {"digest": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_record_is_found_at_its_place(chain, change):
    chain.records.filter(number=3).update(**change)
    _entries, broken = verify()
    assert broken == ["09272138:3"]


def test_a_record_taken_out_of_the_middle_is_found(chain):
    chain.records.filter(number=3).delete()
    assert verify()[1] == ["09272138:3"]


def test_a_record_taken_off_the_end_is_found(chain):
    chain.records.filter(number=5).delete()
    assert verify()[1] == ["09272138:5"]


def test_a_record_put_behind_the_end_is_found(chain):
    Record.objects.create(
        chain=chain, number=6, at=datetime.datetime.now(datetime.UTC), verb="test.thing.forged", digest="0" * 64
    )
    assert verify()[1] == ["09272138:6"]


def test_two_records_that_changed_places_are_found(chain):
    chain.records.filter(number=2).update(number=99)
    chain.records.filter(number=3).update(number=2)
    chain.records.filter(number=99).update(number=3)
    assert verify()[1] == ["09272138:2"]


def test_one_broken_chain_does_not_hide_the_others(chain, neighbour, outsider):
    record("test.thing.changed", THING, actor=outsider, place=neighbour)
    chain.records.filter(number=1).update(verb="test.forged")
    entries, broken = verify()
    assert broken == ["09272138:1"]
    assert entries >= 2


def test_each_municipality_has_its_own_chain_and_villages_write_in_that_of_theirs(
    municipality, village, neighbour, clerk
):
    record("test.a", actor=clerk, place=municipality)
    record("test.b", actor=clerk, place=village)
    record("test.c", actor=None, place=neighbour)
    record("test.d", actor=None)
    record("test.e", actor=None, place=municipality.parent)
    assert dict(Chain.objects.values_list("name", "length")) == {"09272138": 2, "09272140": 1, "region": 2}
    assert verify() == (5, [])


def test_a_municipality_that_gets_its_key_later_keeps_its_chain(region, clerk):
    place = Place.objects.create(kind=Place.Kind.MUNICIPALITY, parent=region, name="Neudorf", slug="neudorf")
    record("test.a", actor=clerk, place=place)
    place.ags = "09999999"
    place.save()
    record("test.b", actor=clerk, place=place)
    assert Chain.objects.get(place=place).length == 2
    assert verify() == (2, [])


def test_what_was_undone_leaves_no_record(municipality, clerk):
    with pytest.raises(RuntimeError), transaction.atomic():
        record("test.a", actor=clerk, place=municipality)
        raise RuntimeError("the change failed")
    record("test.b", actor=clerk, place=municipality)
    assert list(Record.objects.values_list("number", "verb")) == [(1, "test.b")]
    assert verify() == (1, [])


def test_the_account_may_go_and_the_record_stays_intact(chain, clerk):
    key = str(clerk.public_id)
    assert [row["did"] for row in rows_of_person(clerk)] == ["test.thing.changed"] * 5
    clerk.delete()
    assert verify() == (5, [])
    assert set(Record.objects.values_list("actor", "actor_key")) == {(None, key)}


@pytest.mark.parametrize(
    "details",
    [
        {"ähnlich": "„Bänke“ & Böschung 🌳", "leer": None, "ja": True},
        {"euro": 12.50, "gross": 1e16, "klein": 1e-9},
        {"dezimal": decimal.Decimal("11250.00"), "tag": datetime.date(2026, 4, 1), "id": uuid.UUID(int=1)},
        {"wort": gettext_lazy("Schreibtisch"), "liste": [1, {"b": 2, "a": 1}]},
    ],
)
def test_details_come_back_from_the_database_as_they_were_counted(details, municipality, clerk):
    record("test.a", actor=clerk, place=municipality, details=details)
    assert verify() == (1, [])


def test_a_record_asks_the_database_four_times(municipality, clerk, django_assert_max_num_queries):
    record("test.a", actor=clerk, place=municipality)
    with django_assert_max_num_queries(5):  # savepoint, chain, record, chain, savepoint
        record("test.b", actor=clerk, place=municipality)
