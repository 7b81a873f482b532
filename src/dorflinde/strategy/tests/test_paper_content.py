"""What stands in the paper: everything public about the measures, nothing internal, and no silent gap."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from dorflinde.core import subjects
from dorflinde.core.dates import parse_plan_date
from dorflinde.core.subjects import Description, Ref, Subject
from dorflinde.strategy import actions
from dorflinde.strategy.models import FundingLine, Goal, GoalIndicator, IndicatorLine, Period, Strategy, VoteRound
from dorflinde.strategy.paper.content import build
from dorflinde.strategy.paper.html_writer import write_html
from dorflinde.strategy.paper.typst_writer import write_pdf
from dorflinde.trail import public as trail

from .paper_reading import TaggedPdf, read_html

TODAY = datetime.date(2026, 11, 22)
IDEA = uuid.UUID("0199aaaa-0000-7000-8000-000000000001")


@pytest.fixture
def idea(municipality):
    """An idea of a resident on the trail, as another module would have it."""
    described = Description(
        ref=Ref("tests.idea", IDEA),
        title="Bänke, an denen man mitgenommen wird",
        text="",
        url="/perlesreut/mitreden/1/",
        place_id=municipality.pk,
        created_at=datetime.datetime(2024, 5, 3, tzinfo=datetime.UTC),
        is_public=True,
        author_name="linden_lena",
        label="Idee",
    )
    known = subjects._registry.subjects
    subjects.register(
        Subject("tests.idea", "Idee", lambda ids: {IDEA: described} if IDEA in set(ids) else {}, may_be_origin=True)
    )
    trail.enter(described.ref, place=municipality)
    yield described
    known.pop("tests.idea")


@pytest.fixture
def full(make_measure, field, idea):
    """A measure about which everything is said."""
    first = make_measure(
        "Bürger-App", number="M04", field=field, start="2024", end="2025", status="done", cost_once=Decimal(72000)
    )
    full = make_measure(
        "Mitfahrbank",
        number="M16",
        field=field,
        goal="Ohne Auto ans Ziel",
        description="Bänke mit Schild.\nFahrten im Kanal.",
        lead="Gemeinde Fürsteneck",
        participants="Saldenburg",
        cost_once=Decimal(11250),
        cost_per_year=Decimal(800),
        staff_months=Decimal(3),
        priority="medium",
        medium="both",
        start="Herbst 2025",
        end="2026",
        effort=2,
        benefit=4,
        risks="Niemand hält an.",
        origin_text="Idee von Jugendlichen",
        status="active",
        progress=40,
        origins=[idea.ref],
        fundings=(FundingLine("LEADER", Decimal(60), stage="granted", ends_on=datetime.date(2027, 6, 30)),),
        indicators=(IndicatorLine("vermittelte Fahrten", "0", "400"),),
    )
    actions.set_dependencies(full, [first], actor=None)
    return full


def page(place, language="de"):
    with translation.override(language):
        document, measures = build(place, TODAY)
        return write_html(document), measures


def facts_of(content, after):
    """The facts of the profile that follows a heading, in order."""
    names = [name for _level, name in content.headings if name.startswith("M")]
    per_profile = {}
    current = -1
    for label, value in content.facts:
        if label == "Stand":
            current += 1
        per_profile.setdefault(names[current], {})[label] = value
    return per_profile[after]


def test_a_profile_says_everything_about_its_measure(full, municipality):
    text, measures = page(municipality)
    said = facts_of(read_html(text), "M16 Mitfahrbank")
    assert measures == 2
    assert (
        said
        | {
            "Stand": "läuft, 40 %",
            "Priorität": "mittel",
            "Digital oder analog?": "beides",
            "Personal": "3 Personenmonate",
            "Kosten einmalig": "11.250 €",
            "Kosten im Jahr": "800 €",
            "davon gefördert": "6.750 €",
            "Eigenanteil": "4.500 €",
            "Zeitraum": "Herbst 2025 bis 2026",
            "Federführung": "Gemeinde Fürsteneck",
            "Beteiligte": "Saldenburg",
            "Finanzierung": "LEADER (60 %, bewilligt, endet am 30. Juni 2027)",
            "Setzt voraus": "M04 Bürger-App",
            "Gemessen an": "vermittelte Fahrten: von 0 auf 400",
            "Aufwand und Nutzen": "Aufwand 2, Nutzen 4 (1 klein, 5 groß)",
            "Risiken": "Niemand hält an.",
            "Ursprung": "Idee „Bänke, an denen man mitgenommen wird“ von linden_lena; Idee von Jugendlichen",
        }
        == said
    )
    assert said["Spur"].endswith(trail.url_of(full.ref))
    assert "Ohne Auto ans Ziel" in text
    assert "<p>Bänke mit Schild.</p>\n<p>Fahrten im Kanal.</p>" in text


def test_what_nobody_has_said_is_said_in_words(make_measure, municipality):
    make_measure("Noch eine Idee", number="M99")
    said = facts_of(read_html(page(municipality)[0]), "M99 Noch eine Idee")
    assert said["Kosten einmalig"] == said["Kosten im Jahr"] == "noch nicht beziffert"
    assert said["Zeitraum"] == "noch nicht festgelegt"
    assert said["Federführung"] == "noch nicht benannt"
    assert said["Gemessen an"] == "noch keine Kennzahl festgelegt"
    assert said["Ursprung"] == "aus der Verwaltung"
    assert all(said.values())


def test_no_cell_of_any_table_stays_empty(full, make_measure, municipality):
    make_measure("Noch eine Idee", number="M99")
    content = read_html(page(municipality)[0])
    assert len(content.tables) >= 7
    assert all(cell for table in content.tables for row in table for cell in row)


def test_the_participation_summary_names_whose_idea_became_what(full, municipality):
    content = read_html(page(municipality)[0])
    by_caption = dict(
        zip(
            [words.split(": ")[1] for words in content.captions if words.startswith("Tabelle")],
            content.tables,
            strict=True,
        )
    )
    assert by_caption["Beiträge, aus denen Maßnahmen wurden"][1:] == [["Idee", "1"]]
    assert by_caption["Vom Beitrag zur Maßnahme"][1:] == [
        ["Bänke, an denen man mitgenommen wird", "linden_lena", "M16 Mitfahrbank"]
    ]


def test_nothing_internal_stands_in_the_paper(full, draft, make_measure, municipality):
    actions.set_dependencies(full, [draft], actor=None)
    text, measures = page(municipality)
    assert measures == 2
    assert "Noch geheim" not in text


def test_dropped_measures_are_told_with_their_reason(make_measure, municipality):
    dropped = make_measure("Drohnenpost", number="M70")
    actions.change_status(dropped, "dropped", actor=None, reason="Zu laut.")
    text, measures = page(municipality)
    assert measures == 0
    assert [["Maßnahme", "Begründung"], ["M70 Drohnenpost", "Zu laut."]] in read_html(text).tables


def test_chart_and_table_tell_of_the_same_measures(full, make_measure, municipality):
    make_measure("Ohne Termin", number="M98")
    text, _measures = page(municipality)
    content = read_html(text)
    roadmap = next(table for table in content.tables if table[0][0] == "Maßnahme" and "Zeitraum" in table[0])
    assert [row[0] for row in roadmap[1:]] == ["M04 Bürger-App", "M16 Mitfahrbank", "M98 Ohne Termin"]
    assert ">M16 Mitfahrbank</text>" in text
    assert "Noch ohne Termin: M98 Ohne Termin." in text


def test_the_strategy_gives_title_process_and_decision(full, municipality):
    Strategy.objects.create(
        place=municipality,
        title="Perlesreut 2030",
        foreword="Liebe Leserin, lieber Leser.",
        process="Zwei Werkstätten.",
        vision="Wir bleiben ein Dorf.",
        starts_on=datetime.date(2024, 1, 1),
        ends_on=datetime.date(2027, 12, 31),
        adopted_on=datetime.date(2024, 3, 12),
        adopted_by="Marktgemeinderat",
    )
    text, _measures = page(municipality)
    for words in ("Perlesreut 2030", "Liebe Leserin", "Zwei Werkstätten.", "Wir bleiben ein Dorf.", "Marktgemeinderat"):
        assert words in text
    assert "Fahrplan 2024 bis 2027" in text


def test_a_paper_without_measures_can_still_be_printed(municipality):
    document, measures = build(municipality, TODAY)
    assert measures == 0
    assert write_pdf(document).pages >= 4


def test_the_pdf_contains_measure_and_origin(full, municipality):
    document, _measures = build(municipality, TODAY)
    content = TaggedPdf(write_pdf(document).content).content()
    assert (3, "M16 Mitfahrbank") in content.headings
    assert (
        "Ursprung",
        "Idee „Bänke, an denen man mitgenommen wird“ von linden_lena; Idee von Jugendlichen",
    ) in content.facts


def test_the_material_is_read_with_a_fixed_number_of_questions(make_measure, field, municipality):
    asked = []
    for many in (1, 12):
        for number in range(many):
            made = make_measure(
                number=f"M{many}{number}", field=field, start="2026", fundings=(FundingLine("LEADER", Decimal(50)),)
            )
            actions.add_part(made, "meilenstein", {"title": "Fertig", "due": parse_plan_date("2030")}, actor=None)
            actions.add_part(made, "beschluss", {"title": "Wird gebaut", "is_public": True}, actor=None)
        with CaptureQueriesContext(connection) as questions:
            build(municipality, TODAY)
        asked.append(len(questions))
    assert asked[0] == asked[1]
    assert asked[1] < 45


def test_a_long_roadmap_goes_over_several_sheets(make_measure, field, municipality):
    for number in range(30):
        make_measure(f"Vorhaben Nummer {number}", number=f"M{number:02}", field=field, start="2026", end="2027")
    captions = [caption for caption in read_html(page(municipality)[0]).captions if caption.startswith("Abbildung")]
    assert captions == [
        "Abbildung 1: Fahrplan 2026 bis 2027, Blatt 1 von 2",
        "Abbildung 2: Fahrplan 2026 bis 2027, Blatt 2 von 2",
    ]


def test_milestones_stand_on_the_chart_in_a_table_and_in_the_profile(full, municipality):
    stone = actions.add_part(
        full, "meilenstein", {"title": "Bank steht", "due": parse_plan_date("März 2026")}, actor=None
    )
    actions.add_part(full, "meilenstein", {"title": "Alle Bänke stehen", "due": parse_plan_date("2031")}, actor=None)
    actions.tick(stone, actor=None)
    text, _measures = page(municipality)
    content = read_html(text)
    assert "<title>Bank steht</title>" in text
    assert "<title>Alle Bänke stehen</title>" in text, "the chart ends before the last milestone"
    assert ">Meilenstein</text>" in text
    assert [
        ["Bank steht", "M16 Mitfahrbank", "März 2026", "erreicht"],
        ["Alle Bänke stehen", "M16 Mitfahrbank", "2031", "kommt noch"],
    ] in [table[1:] for table in content.tables]
    assert facts_of(content, "M16 Mitfahrbank")["Meilensteine"] == (
        "Bank steht (März 2026, erreicht); Alle Bänke stehen (2031, kommt noch)"
    )


def test_goals_say_how_far_their_figures_are(full, field, municipality):
    goal = actions.save_goal(Goal(field=field, title="Ohne Auto mobil", due_on=TODAY, due_precision="year"), actor=None)
    goal.measures.add(full)
    one = actions.save_indicator(GoalIndicator(goal=goal, name="Fahrten", baseline=0, target=200), actor=None)
    one.values.create(on=datetime.date(2026, 5, 3), value=50)
    content = read_html(page(municipality)[0])
    assert (3, "Z1 Ohne Auto mobil") in content.headings
    assert ["Fahrten", "0", "50 (3. Mai 2026)", "200"] in [row for table in content.tables for row in table]
    assert ["Fahrten", "0", "50 (3. Mai 2026)", "200", "25 % des Weges"] in [
        row for table in content.tables for row in table
    ]


def test_the_report_tells_of_workshops_and_counted_votes(full, municipality):
    when = timezone.now() - datetime.timedelta(days=3)
    meeting = actions.create_meeting(
        municipality, {"title": "Erste Werkstatt", "starts_at": when, "people": 27}, [], actor=None
    )
    actions.add_card(meeting, "Ein Bus am Abend", topic="Mobil", actor=None)
    actions.publish_protocol(meeting, actor=None, is_public=True)
    vote = VoteRound.objects.create(municipality=municipality, title="Was zuerst?", opens_at=when, closes_at=timezone.now(), paper_people=9, counted_at=timezone.now())  # fmt: skip
    vote.measures.add(full)
    vote.paper_counts.create(measure=full, count=14)
    content = read_html(page(municipality)[0])
    rows = [row for table in content.tables for row in table]
    assert [row[1:] for row in rows if "Erste Werkstatt" in row] == [["Erste Werkstatt", "27", "1", "Mobil"]]
    assert ["1", "M16 Mitfahrbank", "0", "14", "14"] in rows
    assert any(line.startswith("9 Menschen haben bis zum") for line in content.lines)


def test_leads_who_report_have_a_rhythm(full, municipality):
    for month in (3, 6, 9):
        first = datetime.date(2026, month - 2, 1)
        Period.objects.create(
            municipality=municipality, title="Q", first=first, last=datetime.date(2026, month, 28), due_on=first
        )
    assert "Die Federführenden berichten alle 3 Monate" in page(municipality)[0]
