"""What stands in the stream carries the name of today, and none when the account is gone."""

import uuid

from dorflinde.accounts.actions import change_settings, delete_account
from dorflinde.accounts.models import User
from dorflinde.core.subjects import Ref
from dorflinde.feed.actions import Sender, post
from dorflinde.feed.models import Entry
from dorflinde.places.models import Organisation, Place


def entry_of(user: User, place: Place, sender: Sender) -> Entry:
    return post(
        Ref("test.thing", uuid.uuid4()),
        place=place,
        channel="test",
        title="Bank",
        text="",
        url="/x/",
        sender=sender,
        actor=user,
    )


def test_a_new_name_stands_at_once(resident: User, municipality: Place, club: Organisation) -> None:
    own, for_the_club = (
        entry_of(resident, municipality, Sender.person(resident)),
        entry_of(resident, municipality, Sender.of(club)),
    )
    change_settings(resident, pseudonym="lena vom Bach", home=None, reading_radius_km=5, language="de")
    assert Entry.objects.get(pk=own.pk).sender_name == "lena vom Bach"
    assert Entry.objects.get(pk=for_the_club.pk).sender_name == "Musikverein"


def test_with_the_account_the_name_goes(resident: User, second_resident: User, municipality: Place) -> None:
    own, other = (entry_of(person, municipality, Sender.person(person)) for person in (resident, second_resident))
    edition = Place.objects.get(pk=municipality.pk).edition
    delete_account(resident)
    entry = Entry.objects.get(pk=own.pk)
    assert (entry.sender_name, entry.author) == ("gelöschtes Konto", None)
    assert Entry.objects.get(pk=other.pk).sender_name == "waldkauz_12"
    assert Place.objects.get(pk=municipality.pk).edition > edition
