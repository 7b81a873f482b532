"""The building blocks: they escape, they refuse what they do not know, they speak to everybody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone, translation
from lxml import html

from dorflinde.ui.icons import PATHS
from dorflinde.ui.layout import Crest
from dorflinde.ui.library import UnknownLook

EVIL = '<script>alert("x")</script>\' onclick="y'


def shown(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% icon 'home' label=evil %}",
        "{% button evil icon='plus' value=evil name=evil aria_label=evil confirm=evil %}",
        "{% button evil url=evil %}",
        "{% tag evil url=evil %}",
        "{% status 'new' evil %}",
        "{% crest colours label=evil %}",
        "{% sender evil note=evil url=evil short=evil when=evil %}",
        "{% meter parts label=evil %}",
        "{% meter parts label=evil legend=False %}",
        "{% progress 3 label=evil %}",
        "{% facts rows %}",
        "{% figures rows %}",
        "{% empty evil text=evil url=evil label=evil %}",
        "{% breadcrumb rows %}",
        "{% tabs views label=evil %}",
        "{% steps words %}",
        "{% pager previous_url=evil next_label=evil next_url=evil %}",
        "{% card heading=evil kick=evil url=evil id=evil %}{{ evil }}{% endcard %}",
        "{% alert heading=evil %}{{ evil }}{% endalert %}",
        "{% timeline label=evil %}{% knot heading=evil date=evil note=evil url=evil %}{{ evil }}{% endknot %}{% endtimeline %}",
        "{% filter_bar action=evil label=evil reset_url=evil submit=evil %}{{ evil }}{% endfilter_bar %}",
        "{% dialog 'd' evil label=evil %}{{ evil }}{% enddialog %}",
        "{% disclosure evil %}{{ evil }}{% enddisclosure %}",
        "{% map_pins pins boundary_url=evil label=evil attribution=evil %}",
        "{% when evil %}",
    ],
)
def test_every_block_escapes_what_people_write(source):
    written = shown(
        source,
        evil=EVIL,
        colours=[EVIL, EVIL],
        parts=[(EVIL, 3, "done")],
        rows=[(EVIL, EVIL)],
        views=[(EVIL, EVIL, True, 3)],
        words=[EVIL],
        pins=[{"lat": 1, "lon": 2, "title": EVIL}],
    )
    page = html.fromstring(f"<main>{written}</main>")
    assert not page.xpath("//@onclick")
    assert not page.xpath("//script[not(@type='application/json')]")


@pytest.mark.parametrize(
    "source",
    [
        "{% button 'x' colour='red' %}",
        "{% tag 'x' ton='red' %}",
        "{% card headline='x' %}{% endcard %}",
        "{% alert kind='x' %}{% endalert %}",
        "{% knot status='done' %}{% endknot %}",
        "{% sender 'x' typ='hall' %}",
        "{% meter parts color='x' %}",
    ],
)
def test_a_misspelt_parameter_is_an_error(source):
    with pytest.raises(TemplateSyntaxError):
        shown(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% icon 'hose' %}",
        "{% button 'x' tone='loud' %}",
        "{% tag 'x' tone='pink' %}",
        "{% status 'asleep' 'x' %}",
        "{% sender 'x' kind='ghost' %}",
        "{% card tone='gold' %}{% endcard %}",
        "{% alert tone='panic' %}{% endalert %}",
        "{% knot state='perhaps' %}{% endknot %}",
    ],
)
def test_an_unknown_look_names_those_there_are(source):
    with pytest.raises(UnknownLook, match="there are"):
        shown(source)


@pytest.mark.parametrize("name", PATHS)
def test_every_icon_is_drawn(name):
    text = shown("{% icon name %}", name=name)
    assert 'aria-hidden="true"' in text
    assert "<path" in text or "<circle" in text


def test_an_icon_with_a_label_is_an_image_for_screen_readers():
    assert 'role="img" aria-label="Suchen"' in shown("{% icon 'search' label='Suchen' %}")


def test_a_button_with_an_address_is_a_link():
    assert shown("{% button 'Ansehen' url='/x/' %}").startswith('<a class="kern-btn kern-btn--secondary" href="/x/">')
    assert 'type="submit"' in shown("{% button 'Senden' %}")
    assert 'type="button"' in shown("{% button 'Teilen' opens='teilen' %}")
    assert 'aria-pressed="true"' in shown("{% button '47' pressed=True %}")


def test_a_meter_says_its_numbers_in_words():
    parts = [("fertig", 3, "done"), ("laufen", 12, "active"), ("geplant", 0, "planned")]
    text = shown("{% meter parts label='Vorhaben' legend=False %}", parts=parts)
    assert 'aria-label="Vorhaben: 3 fertig, 12 laufen, 0 geplant"' in text
    assert text.count("<rect") == 3, "the track and two parts; nothing is drawn for nothing"
    assert 'x="200.0" width="800.0"' in text


def test_a_meter_of_nothing_is_an_empty_track():
    assert shown("{% meter parts %}", parts=[("fertig", 0, "done")]).count('class="track"') == 1


def test_wrong_colours_of_arms_fall_back_to_the_theme():
    assert "fill=" not in shown("{% crest colours %}", colours=["blau", "url(#x)"])
    assert 'fill="#a8322a"' in shown("{% crest colours %}", colours=Crest("#a8322a", "#f3c04f"))


def test_facts_leave_out_what_is_not_known():
    text = shown("{% facts rows %}", rows=[("Kosten", "11.250 €"), ("Förderung", ""), ("Ende", None), ("Rest", 0)])
    assert "Förderung" not in text
    assert "Ende" not in text
    assert "Rest" in text


def test_the_letters_of_a_sign_come_from_the_name():
    assert ">FF<" in shown("{% sender 'Freiwillige Feuerwehr' kind='club' %}")
    assert ">W<" in shown("{% sender 'waldkauz_12' %}")


def test_pagination_keeps_what_was_searched_for():
    request = RequestFactory().get("/ideen/", {"ort": "Fürsteneck", "seite": "2"})
    text = shown("{% pagination page %}", page=Paginator(range(100), 10).page(2), request=request)
    assert "?ort=F%C3%BCrsteneck&amp;seite=3" in text
    assert text.count('aria-current="page"') == 1
    assert shown("{% pagination page %}", page=Paginator([1], 10).page(1)).strip() == ""


@pytest.mark.parametrize(
    ("ago", "german"),
    [
        (timedelta(seconds=20), "gerade eben"),
        (timedelta(minutes=1), "vor 1 Minute"),
        (timedelta(hours=2), "vor 2 Stunden"),
        (timedelta(days=1), "gestern"),
        (timedelta(days=3), "vor 3 Tagen"),
        (timedelta(days=40), "3. Mai 2024"),
        (timedelta(days=-1), "morgen"),
        (timedelta(days=-4), "in 4 Tagen"),
        (timedelta(hours=-3), "heute, 15:00 Uhr"),
    ],
)
def test_times_are_told_as_people_tell_them(time_machine, ago, german):
    now = datetime(2024, 6, 12, 10, 0, tzinfo=UTC)
    time_machine.move_to(now)
    with translation.override("de"):
        assert f">{german}</time>" in shown("{% when moment %}", moment=now - ago)


def test_a_day_is_told_without_a_time(time_machine):
    time_machine.move_to(datetime(2024, 6, 12, 10, 0, tzinfo=UTC))
    with translation.override("de"):
        text = shown("{% when day %} {% when day style='long' %}", day=date(2024, 6, 11))
    assert '<time datetime="2024-06-11" title="11. Juni 2024">gestern</time>' in text
    assert ">11. Juni 2024</time>" in text


def test_late_evening_belongs_to_the_local_day(time_machine):
    time_machine.move_to(datetime(2024, 6, 12, 10, 0, tzinfo=UTC))
    late = datetime(2024, 5, 2, 22, 30, tzinfo=UTC)  # 0:30 on the third in Germany
    with translation.override("de"), timezone.override("Europe/Berlin"):
        assert ">3. Mai 2024</time>" in shown("{% when late style='date' %}", late=late)


def test_nothing_is_said_about_no_time():
    assert shown("{% when nothing %}", nothing=None) == ""


def test_what_is_folded_has_a_heading_of_the_right_level():
    text = shown("{% disclosure 'Frühere Antworten' level=2 open=True %}x{% enddisclosure %}")
    assert '<h2 class="kern-title">Frühere Antworten</h2>' in text
    assert " open>" in text
