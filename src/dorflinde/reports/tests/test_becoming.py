"""A report becomes an idea or the origin of a measure; the trail connects them."""

import datetime

import pytest
from django.utils import timezone

from dorflinde.participation.actions import PhasePlan, ProjectPlan, create_project
from dorflinde.participation.models import Idea, Phase
from dorflinde.trail.public import offspring_of, origins_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(municipality):
    """A project that collects ideas."""
    today = timezone.localdate()
    phase = PhasePlan(Phase.Kind.IDEAS, "Ideen", today, today + datetime.timedelta(days=9))
    plan = ProjectPlan(place=municipality, title="Mehr Licht", summary="Wo fehlt es?", phases=[phase])
    return create_project(plan, actor=None, publish=True)


def test_a_suggestion_becomes_an_idea(client, municipality, project, shown_lamp, clerk, resident):
    client.force_login(clerk)
    page = client.get(shown_lamp.get_absolute_url()).content.decode()
    compose = f"/perlesreut/mitreden/idee/?aus=reports.report%3A{shown_lamp.public_id}"
    assert compose in page
    form = client.get(compose, follow=True)
    assert "Lampe dunkel" in form.content.decode()
    assert "Huber" not in form.content.decode()
    goal = form.redirect_chain[-1][0]
    said = {
        "title": "Lampen, die melden, wenn sie ausfallen",
        "text": "x",
        "place": municipality.public_id,
        "channel": "desk",
    }
    client.post(goal, said)
    idea = Idea.objects.get()
    assert [one.ref for one in offspring_of(shown_lamp.ref)] == [idea.ref]
    assert [one.title for one in origins_of(idea.ref)] == ["Lampe dunkel"]
    assert idea.title in client.get(shown_lamp.get_absolute_url()).content.decode()
    assert "Idee daraus machen" not in client.get(idea.get_absolute_url()).content.decode()


def test_what_nobody_has_vetted_becomes_nothing(client, municipality, project, lamp, clerk, neighbour):
    client.force_login(clerk)
    for name in (lamp.ref, "reports.report:unfug", "unfug", f"participation.idea:{lamp.public_id}"):
        page = client.get(f"/perlesreut/mitreden/{project.slug}/idee/aufnehmen/?aus={name}")
        assert page.status_code == 200
        assert "wächst aus" not in page.content.decode()


def test_a_measure_grows_from_a_report(client, municipality, shown_lamp, clerk):
    client.force_login(clerk)
    page = client.get(f"/werkstatt/perlesreut/massnahmen/neu/?aus={shown_lamp.ref}").content.decode()
    assert "Lampe dunkel" in page
