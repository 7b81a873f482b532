"""The region of real size: invented measures through the real import, the same each time."""

import pytest

from dorflinde.accounts.models import User
from dorflinde.places.models import Place
from dorflinde.project.sample import crowd
from dorflinde.strategy.models import Dependency, Measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db) -> Place:
    region = Place.objects.create(kind=Place.Kind.REGION, name="Ilzer Land", slug="ilzer-land")
    return Place.objects.create(
        kind=Place.Kind.MUNICIPALITY, parent=region, name="Ringelai", slug="ringelai", ags="09272142"
    )


def test_a_municipality_is_filled_up_once(place: Place) -> None:
    clerk = User.objects.create_user("vera@example.org")
    said: list[str] = []
    crowd.fill(place, 25, clerk, said.append)
    titles = list(Measure.objects.of(place).by_number().values_list("title", "cost_once"))
    assert len(titles) == 25
    assert Measure.objects.of(place).filter(is_sample=True, field__isnull=False).count() == 25
    assert Dependency.objects.exists()
    crowd.fill(place, 25, clerk, said.append)
    crowd.fill(place, 10, clerk, said.append)
    assert list(Measure.objects.of(place).by_number().values_list("title", "cost_once")) == titles
    assert said == ["Sample region: Ringelai plans with 25 measures."]
