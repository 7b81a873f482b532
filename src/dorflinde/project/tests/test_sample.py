"""The sample keeps away from real regions, and its people from real installations."""

import csv
import tomllib

import pytest
from django.test import Client

from dorflinde.accounts.models import User
from dorflinde.places.models import Place
from dorflinde.project import sample
from dorflinde.project.sample import plans, workbench

pytestmark = pytest.mark.django_db


def test_a_reset_throws_no_real_region_away(region: Place, resident: User) -> None:
    said: list[str] = []
    sample.ensure(reset=True, say=said.append)
    assert Place.objects.filter(pk=region.pk).exists()
    assert User.objects.filter(pk=resident.pk).exists()
    assert "nothing of it is thrown away" in said[0]


@pytest.mark.parametrize(("is_demo", "is_in"), [(False, False), (True, True)])
def test_the_people_of_the_sample_sign_in_only_in_the_demo(municipality, settings, is_demo, is_in) -> None:
    settings.DEMO = is_demo
    person = User.objects.create_user("vera@example.org", "linde-im-dorf", pseudonym="vera", is_sample=True)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    client = Client()
    client.post("/konto/login/passwort/", {"login": person.email, "password": "linde-im-dorf"})
    assert ("_auth_user_id" in client.session) is is_in


def test_the_workbench_tells_only_of_measures_on_the_list() -> None:
    with plans.LIST.open(encoding="cp1252", newline="") as file:
        known = {row["Nr."] for row in csv.DictReader(file, delimiter=";")}
    story = tomllib.loads(workbench.STORY.read_text(encoding="utf-8"))
    told = {one["measure"] for one in [*story["delivery"], *story["continuation"]]}
    told |= {card["measure"] for meeting in story["workshop"] for card in meeting["cards"] if "measure" in card}
    told |= {number for vote in story["vote"] for number in [*vote["measures"], *vote.get("paper", {})]}
    told |= (
        set(story["ratings"]["said"]) | set(story["ratings"]["agreed"]) | set(story["scores"]) | set(story["medium"])
    )
    assert told <= known
