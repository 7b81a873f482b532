"""Two raters, a dot vote online and on paper, a workshop whose card becomes a measure, and many changes in one go."""

import datetime
import io

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from dorflinde.strategy import actions, queries
from dorflinde.strategy.models import Ballot, BulkChange, Measure, Meeting, Rating, SavedView, VoteRound

HERE = "/werkstatt/perlesreut/"


@pytest.fixture
def vote(municipality, make_measure):
    ends = timezone.now() + datetime.timedelta(days=3)
    round = VoteRound(municipality=municipality, title="Was zuerst?", dots=5, most=3, closes_at=ends)
    return actions.save_vote_round(
        round, [make_measure("Bank", number="M1"), make_measure("Bus", number="M2")], actor=None
    )


def test_two_raters_differ_and_the_town_hall_settles_it(client, clerk, council, measure):
    client.force_login(clerk)
    client.post(f"{HERE}bewerten/runden/", {"title": "Herbst"})
    for user, effort in ((clerk, 1), (council, 5)):
        client.force_login(user)
        client.post(f"{HERE}bewerten/{measure.public_id}/", {"effort": effort, "benefit": 4, "comment": "Meine Sicht"})
    assert Rating.objects.count() == 2
    client.force_login(clerk)
    text = client.get(f"{HERE}bewerten/ergebnis/").content.decode()
    assert "darüber reden" in text
    assert "Mittel 3,0, Mitte 3, Abstand 4" in text
    client.post(f"{HERE}massnahmen/{measure.public_id}/einigung/", {"effort": "3", "benefit": "4", "note": "Mitte"})
    measure.refresh_from_db()
    assert (measure.effort, measure.benefit, measure.agreements.get().agreed_by) == (3, 4, clerk)


def test_rating_again_replaces_and_a_group_counts_apart(municipality, clerk, measure):
    round = actions.open_rating_round(municipality, "Runde", actor=clerk)
    for effort in (1, 2):
        actions.rate(round, measure, actor=clerk, effort=effort, benefit=3)
    actions.rate(round, measure, actor=clerk, group="Tisch 1", effort=4, benefit=3)
    (rated,) = queries.rated(round, Measure.objects.all())
    assert rated.effort.values == (2, 4)


def test_code_and_paper_are_counted_together_and_reported_apart(client, desk, vote):
    (code,) = actions.make_codes(vote, 1, actor=None)
    bank, bus = vote.measures.order_by("number")
    address = vote.get_absolute_url()
    client.logout()
    assert "Ich habe einen Zettel" in client.get(address).content.decode()
    assert "Diesen Code gibt es" in client.post(address, {"code": "FALSCH"}).content.decode()
    said = {"code": code.code, "abgeben": "1", f"m{bank.pk}": "3", f"m{bus.pk}": "3"}
    assert "nur 5" in client.post(address, said).content.decode()
    for dots in ("1", "2"):  # the last word counts
        client.post(address, said | {f"m{bus.pk}": dots})
    assert Ballot.objects.count() == 1
    actions.count_paper(vote, 2, {bus: 4}, actor=None)
    actions.count_votes(vote, actor=None)
    result = queries.vote_result(vote)
    assert [(row.measure, row.online, row.paper) for row in result.rows] == [(bus, 2, 4), (bank, 3, 0)]
    assert (result.online_people, result.paper_people) == (1, 2)
    assert "1 online, 2 auf Papier" in client.get(address).content.decode()


def test_nobody_sees_dots_before_the_count_and_nobody_knows_whose_they_are_after(client, clerk, resident, vote):
    bank = vote.measures.get(number="M1")
    client.force_login(resident)
    client.post(vote.get_absolute_url(), {"abgeben": "1", f"m{bank.pk}": "3"})
    client.force_login(clerk)
    before = client.get(f"{HERE}abstimmungen/{vote.public_id}/").content.decode()
    assert "Geheim bis zum Auszählen" in before
    assert "Rang" not in before
    client.post(f"{HERE}abstimmungen/{vote.public_id}/auszaehlen/")
    assert Ballot.objects.get().voter is None
    assert "Rang" in client.get(f"{HERE}abstimmungen/{vote.public_id}/").content.decode()


def test_a_measure_that_became_internal_is_named_neither_on_the_ballot_nor_in_the_result(client, clerk, resident, vote):
    bank = vote.measures.get(number="M1")
    client.force_login(resident)
    client.post(vote.get_absolute_url(), {"abgeben": "1", f"m{bank.pk}": "3"})
    actions.show_measure_to(bank, "internal", actor=None)
    ballot = client.get(vote.get_absolute_url()).content.decode()
    assert "Bank" not in ballot
    assert "Bus" in ballot
    actions.count_votes(vote, actor=None)
    result = client.get(vote.get_absolute_url()).content.decode()
    assert "M1 Bank" not in result
    assert "nicht mehr öffentlich" in result
    assert queries.vote_result(vote).rows[0].online == 3
    client.force_login(clerk)
    assert "M1 Bank" in client.get(f"{HERE}abstimmungen/{vote.public_id}/").content.decode()


def test_the_square_invites_to_votes_that_run_for_everyone(
    client, vote, municipality, django_capture_on_commit_callbacks
):
    assert vote.get_absolute_url() in client.get("/perlesreut/").content.decode()
    vote.who = VoteRound.Who.STAFF
    with django_capture_on_commit_callbacks(execute=True):
        actions.save_vote_round(vote, vote.measures.all(), actor=None)
    assert vote.get_absolute_url() not in client.get("/perlesreut/").content.decode()


def test_one_person_has_one_ballot(vote, resident):
    Ballot.objects.create(round=vote, voter=resident)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(round=vote, voter=resident)


def test_more_paper_dots_than_people_could_stick_are_refused(vote):
    with pytest.raises(actions.VoteProblem, match="höchstens 5"):
        actions.count_paper(vote, 1, {vote.measures.get(number="M1"): 6}, actor=None)


def test_many_measures_are_changed_and_given_back(desk, make_measure):
    ticked = [make_measure(number=f"M{number}", status="planned", priority="low") for number in (1, 2, 3)]
    keys = [measure.public_id for measure in ticked]
    said = {"m": keys, "priority": "high", "start": "Herbst 2027"}
    assert "Das ändert sich" in desk.post(f"{HERE}massnahmen/gemeinsam/", said).content.decode()
    assert set(Measure.objects.values_list("priority", flat=True)) == {"low"}
    done = desk.post(f"{HERE}massnahmen/gemeinsam/", said | {"anwenden": "1"}).url
    assert {(one.priority, one.period) for one in Measure.objects.all()} == {("high", "ab Herbst 2027")}
    actions.change_status(ticked[0], "active", actor=None)
    desk.post(done)
    assert sorted(Measure.objects.values_list("priority", flat=True)) == ["high", "low", "low"]
    assert BulkChange.objects.get().undone_at


def test_columns_and_kept_views(desk, clerk, measure):
    text = desk.get(f"{HERE}massnahmen/?spalten=kosten&spalten=lead").content.decode()
    assert "Kosten einmalig</th>" in text
    assert "Priorität</th>" not in text
    desk.post(f"{HERE}ansichten/", {"title": "Geld", "query": "?spalten=kosten", "is_shared": "on"})
    view = SavedView.objects.get()
    assert (view.owner, view.is_shared) == (clerk, True)
    desk.post(f"{HERE}ansichten/{view.public_id}/vergessen/")
    assert not SavedView.objects.exists()


def test_weights_and_points_give_an_order_and_say_what_would_change_it(desk, municipality, make_measure):
    lines = [actions.CriterionLine("Nutzen", 3), actions.CriterionLine("Reichweite", 1)]
    criteria = actions.set_criteria(municipality, lines, actor=None)
    for number, points in (("M1", (5, 1)), ("M2", (4, 3))):
        actions.set_scores(make_measure(number=number), dict(zip(criteria, points, strict=True)), actor=None)
    text = desk.get(f"{HERE}gewichten/?vorne=1").content.decode()
    assert "Zählt es weniger, kommt M2 vor M1." in text
    assert "ab Gewicht 2" in text


def test_the_portfolio_spreads_equal_points_and_marks_what_can_begin(desk, make_measure):
    for number in range(20):
        make_measure(number=f"M{number}", effort=2, benefit=4, lead="Bauamt", cost_once=500, status="planned")
    chart = queries.lay_out(Measure.objects.with_profile(), queries.threshold_of(Measure.objects.first().municipality))
    assert len({(point.x, point.y) for point in chart.points}) == 20
    assert all(point.is_startable and point.quadrant == "now" for point in chart.points)
    assert "Gleich anpacken" in desk.get(f"{HERE}portfolio/").content.decode()


def test_a_card_of_a_workshop_becomes_a_measure(client, desk, municipality):
    desk.post(f"{HERE}werkstaetten/neu/", {"template": "erste", "title": "Abend", "starts_at": "2027-03-01T18:30"})
    meeting = Meeting.objects.get()
    assert meeting.agenda.count() == 7
    address = f"{HERE}werkstaetten/{meeting.public_id}/"
    for text in ("Bus am Abend", "bus am abend", "Mitfahrbank"):
        desk.post(address, {"text": text, "topic": "Mobil"})
    bus, bench = meeting.cards.order_by("at")
    assert bus.count == 2
    desk.post(f"{address}karten/{bench.public_id}/", {"legen_auf": str(bus.public_id)})
    assert meeting.cards.kept().get().count == 3
    desk.post(f"{address}karten/{bench.public_id}/", {"zurueck": "1"})
    assert meeting.cards.kept().count() == 2
    public = meeting.get_absolute_url()
    assert client.get(public).status_code == 404
    desk.post(f"{address}protokoll/", {"zeigen": "1"})
    assert "Bus am Abend" in client.get(public).content.decode()
    sheet = desk.get(f"{HERE}massnahmen/neu/?aus={bus.ref}").content.decode()
    assert "Bus am Abend" in sheet
    measure = actions.create_measure(municipality, actions_profile("Abendbus"), actor=None, origins=[bus.ref])
    assert "Bus am Abend" in client.get(measure.get_absolute_url()).content.decode()
    screen = desk.get(f"{address}leinwand/?bild=2").content.decode()
    assert "Was wir heute vorhaben" in screen


def test_what_was_counted_stays_as_it_was_counted(desk, vote):
    bank, bus = vote.measures.order_by("number")
    actions.count_paper(vote, 2, {bank: 3}, actor=None)
    actions.count_votes(vote, actor=None)
    said = {"people": "9", f"m{bus.pk}": "9"}
    answer = desk.post(f"{HERE}abstimmungen/{vote.public_id}/papier/", said, follow=True).content.decode()
    assert "ist ausgezählt und bleibt, wie sie war" in answer
    with pytest.raises(actions.VoteProblem, match="ausgezählt"):
        actions.count_paper(vote, 9, {bus: 9}, actor=None)
    assert [row.measure for row in queries.vote_result(vote).rows] == [bank, bus]
    assert queries.vote_result(vote).paper_people == 2


def test_a_card_counts_once_however_often_it_is_laid_on_another(desk, municipality):
    meeting = actions.create_meeting(municipality, {"title": "Abend", "starts_at": timezone.now()}, [], actor=None)
    bus, ride = (actions.add_card(meeting, text, actor=None) for text in ("Bus", "Mitfahrbank"))
    here = f"{HERE}werkstaetten/{meeting.public_id}/"
    for words in ("liegen jetzt aufeinander", "hängt nicht mehr"):
        answer = desk.post(f"{here}karten/{ride.public_id}/", {"legen_auf": str(bus.public_id)}, follow=True)
        assert words in answer.content.decode()
    assert meeting.cards.kept().get().count == 2
    for nonsense in ("x", str(ride.public_id)):  # no card, and the card itself
        assert desk.post(f"{here}karten/{ride.public_id}/", {"legen_auf": nonsense}).status_code == 404
    for nonsense in ("²", "9" * 5000):
        assert desk.post(f"{here}fotos/", {"weg": nonsense}).status_code == 404


def test_photos_of_a_wall_are_as_public_as_the_protocol(desk, municipality, outsider):
    said = {"title": "Abend", "starts_at": timezone.now()}
    meeting = actions.create_meeting(municipality, said, [], actor=None)
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30)).save(drawn, "JPEG")
    address = f"/media/{actions.add_meeting_photo(meeting, drawn.getvalue(), 'Die Wand', actor=None).photo.name}"
    anyone, neighbour = Client(), Client()
    neighbour.force_login(outsider)
    for is_public, status in ((False, 404), (True, 200), (False, 404)):
        actions.publish_protocol(meeting, actor=None, is_public=is_public)
        answers = [one.get(address) for one in (anyone, neighbour, desk)]
        assert [answer.status_code for answer in answers] == [status, status, 200]
        for answer in answers:
            answer.getvalue()  # to the end of the file: closing it early would close the database as well


def actions_profile(title):
    from dorflinde.strategy.models import Profile

    return Profile(title=title)


def test_the_digital_check_suggests_and_keeps_the_reason(desk, measure):
    address = f"{HERE}massnahmen/{measure.public_id}/digital-oder-analog/"
    answers = {"who": "no", "often": "no", "meet": "yes", "care": "no", "simple": "yes"}
    assert "<b>analog</b>" in desk.post(address, answers | {"zeigen": "1"}).content.decode()
    desk.post(address, answers | {"medium": "analogue", "reason": "Man trifft sich.", "merken": "1"})
    measure.refresh_from_db()
    assert measure.medium == "analogue"
    assert measure.medium_checks.get().reason == "Man trifft sich."


@pytest.mark.parametrize(
    ("path", "most"),
    [("portfolio/", 20), ("bewerten/ergebnis/", 16), ("gewichten/", 16), ("abstimmungen/", 14), ("werkstaetten/", 14)],
)
def test_lists_cost_the_same_however_long(desk, municipality, make_measure, path, most, django_assert_max_num_queries):
    round = actions.open_rating_round(municipality, "Runde", actor=None)
    for number in range(15):
        actions.rate(
            round, make_measure(number=f"M{number}", effort=1, benefit=1), actor=None, group="A", effort=1, benefit=2
        )
    with django_assert_max_num_queries(most):
        assert desk.get(HERE + path).status_code == 200
