"""The fixed cast that walks through every door, and the small region it lives in."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils import translation

from dorflinde.accounts.models import Role, User
from dorflinde.places import editions, middleware
from dorflinde.places.models import Organisation, Place


@pytest.fixture(autouse=True)
def forget_kept_pages() -> Iterator[None]:
    """Start every test without kept pages, editions or counters."""
    middleware.store.clear()
    editions.forget_edition()
    cache.clear()
    translation.deactivate()  # a page fetched in English would leave its language to the next test
    yield


@pytest.fixture
def region(db: None) -> Place:
    """The region that plans together."""
    return Place.objects.create(kind=Place.Kind.REGION, name="Ilzer Land", slug="ilzer-land")


@pytest.fixture
def municipality(region: Place) -> Place:
    """The municipality of the play: Perlesreut."""
    return Place.objects.create(
        kind=Place.Kind.MUNICIPALITY, parent=region, name="Perlesreut", official_name="Perlesreut, M",
        designation="Markt", slug="perlesreut", ags="09272138", ars="092725214138", postcode="94157",
        population=2929, lon=13.441289, lat=48.77936,
        boundary={
            "type": "Polygon",
            "coordinates": [[[13.40, 48.76], [13.48, 48.76], [13.48, 48.80], [13.40, 48.80], [13.40, 48.76]]],
        },
    )  # fmt: skip


@pytest.fixture
def village(municipality: Place) -> Place:
    """A village of Perlesreut."""
    return Place.objects.create(
        kind=Place.Kind.VILLAGE, parent=municipality, name="Niederperlesreut", slug="niederperlesreut"
    )


@pytest.fixture
def neighbour(region: Place) -> Place:
    """The municipality next door: Ringelai."""
    return Place.objects.create(
        kind=Place.Kind.MUNICIPALITY, parent=region, name="Ringelai", official_name="Ringelai", designation="Gemeinde",
        slug="ringelai", ags="09272140", ars="092720140140", population=1883, lon=13.471559, lat=48.812779,
    )  # fmt: skip


@pytest.fixture
def town_hall(municipality: Place) -> Organisation:
    """The town hall of Perlesreut as a publisher."""
    return Organisation.objects.create(
        place=municipality, kind=Organisation.Kind.TOWN_HALL, name="Markt Perlesreut", slug="rathaus",
        imprint_address="Marktplatz 1, 94157 Perlesreut", imprint_responsible="Geschäftsleitung",
        imprint_email="rathaus@perlesreut.example",
    )  # fmt: skip


@pytest.fixture
def club(municipality: Place) -> Organisation:
    """A club that publishes under its own name."""
    return Organisation.objects.create(
        place=municipality, kind=Organisation.Kind.CLUB, name="Musikverein", slug="musikverein",
        imprint_address="Am Pfarrsaal 2, 94157 Perlesreut", imprint_responsible="Vorstand",
        imprint_email="musik@verein.example",
    )  # fmt: skip


def _person(name: str, home: Place | None, *roles: tuple[str, Place]) -> User:
    user = User.objects.create_user(f"{name}@example.org", pseudonym=name, home=home)
    for kind, place in roles:
        Role.objects.create(user=user, kind=kind, place=place)
    return user


@pytest.fixture
def resident(municipality: Place) -> User:
    """Lives here."""
    return _person("linden_lena", municipality)


@pytest.fixture
def second_resident(municipality: Place) -> User:
    """Lives here too."""
    return _person("waldkauz_12", municipality)


@pytest.fixture
def clerk(municipality: Place) -> User:
    """Decides here."""
    return _person("rathaus_clara", municipality, (Role.Kind.CLERK, municipality))


@pytest.fixture
def moderator(municipality: Place) -> User:
    """Decides what may stay here."""
    return _person("moderatorin_mo", municipality, (Role.Kind.MODERATOR, municipality))


@pytest.fixture
def editor(municipality: Place) -> User:
    """Writes the news here."""
    return _person("redakteur_emil", municipality, (Role.Kind.EDITOR, municipality))


@pytest.fixture
def council(municipality: Place) -> User:
    """Sits in the council here."""
    return _person("raetin_conny", municipality, (Role.Kind.COUNCIL, municipality))


@pytest.fixture
def outsider(neighbour: Place) -> User:
    """Clerk in the next municipality."""
    return _person("nachbar_otto", neighbour, (Role.Kind.CLERK, neighbour))


@pytest.fixture
def manager(region: Place) -> User:
    """Plans for the whole region."""
    return _person("regio_rita", None, (Role.Kind.MANAGER, region))


@pytest.fixture
def operator(db: None) -> User:
    """Runs the machine."""
    return User.objects.create_superuser("betrieb@example.org", pseudonym="betrieb")


@pytest.fixture
def guest() -> AnonymousUser:
    """Has no account."""
    return AnonymousUser()
