"""Who has to do with the strategy, the vision and the goals of the story: rich in one municipality, thin in another. All invented."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from dorflinde.accounts.public import User
from dorflinde.core.dates import parse_plan_date
from dorflinde.places.public import Place, find_municipality, raise_edition
from dorflinde.strategy import public as strategy

# name, kind, typical group, channel, rhythm, tone, what they bring, half a year ago (interest, influence), today, days to the next talk
_PEOPLE: tuple[tuple[Any, ...], ...] = (
    ("Gemeinderat", "office", "", "event", "1", "sachlich, mit Zahlen", "Entscheidet über Geld und Reihenfolge.", (3, 5), (5, 5), 9),
    ("Freiwillige Feuerwehr", "organisation", "rescue", "talk", "3", "kurz und praktisch", "Kennt jedes Haus, hilft bei Notfällen und Festen.", (4, 4), (4, 4), 21),
    ("Sportverein", "organisation", "clubs", "event", "3", "unkompliziert, abends", "Erreicht die meisten Familien.", (3, 3), (4, 3), 34),
    ("Jugendtreff", "group", "youth", "platform", "1", "auf Augenhöhe", "Will einen Platz, WLAN und ernst genommen werden.", (3, 1), (5, 2), -2),
    ("Seniorenkreis", "group", "seniors", "phone", "3", "mit Zeit für Fragen", "Braucht Wege ohne Smartphone.", (2, 2), (4, 2), 12),
    ("Bäckerei am Markt", "organisation", "businesses", "talk", "6", "vor acht Uhr früh", "Treffpunkt am Morgen, hängt Zettel aus.", (2, 3), (2, 3), 50),
    ("Busunternehmen", "organisation", "", "mail", "6", "mit klarer Frage", "Kann Fahrpläne ändern, wenn genug mitfahren.", (1, 4), (2, 5), 40),
    ("Landwirtinnen und Landwirte", "group", "farmers", "letter", "12", "nach der Ernte", "Haben Flächen, Maschinen und wenig Zeit.", (1, 3), (1, 2), 120),
    ("Grundschule", "organisation", "schools", "mail", "3", "verbindlich", "Bringt Eltern an einen Tisch.", (4, 2), (4, 3), 28),
)  # fmt: skip
_DRAFTS = (
    ("Tisch 1: Ortskern", "workshop", "Der Markt lebt wieder. Man trifft sich, auch ohne etwas kaufen zu müssen, und am Abend brennt Licht. (Beispieltext)"),
    ("Tisch 2: Jugend", "workshop", "Wir können bleiben. Es gibt schnelles Netz, einen Bus am Abend und jemanden, der zuhört. (Beispieltext)"),
    ("Papierkarten aus dem Seniorenkreis", "paper", "Niemand muss ein Handy haben, um dazuzugehören. Wer Hilfe braucht, klingelt beim Nachbarn. (Beispieltext)"),
)  # fmt: skip
_VERSIONS = (
    ("Der Markt lebt wieder. Niemand muss ein Handy haben, um dazuzugehören. Junge Leute können bleiben. (Beispieltext)", "Aus den drei Entwürfen zusammengeführt"),
    ("Der Markt lebt wieder: Man trifft sich und hilft sich. Niemand muss ein Handy haben, um dazuzugehören, und wer eines hat, spart sich Wege. Junge Leute können bleiben. (Beispieltext)", "Nach der zweiten Werkstatt: was Digitales leisten soll"),
)  # fmt: skip
# words in the title of the field, goal, by when, who, (figure, unit, direction, baseline, target, values as (days ago, value))
_GOALS: tuple[tuple[Any, ...], ...] = (
    ("Rathaus", "Für die häufigsten Anträge muss niemand mehr ins Rathaus fahren", "Ende 2028", "Bürgerbüro",
     ("Anträge, die von zu Hause gehen", "von 30", "up", 4, 24, ((300, 6), (120, 9), (20, 13)))),
    ("Mobil", "Auch ohne eigenes Auto kommt man abends heim", "2029", "Kämmerei",
     ("Letzter Anschluss am Abend", "Uhr", "up", 19, 22, ((200, 19), (30, 20)))),
    ("Bildung", "Wer Fragen zum Handy hat, findet jede Woche jemanden, der hilft", "Herbst 2027", "Digitallots:innen",
     ("Wochen ohne Sprechstunde im Jahr", "Wochen", "down", 40, 4, ((250, 36), (40, 18)))),
)  # fmt: skip


def tell(clerk: User) -> None:
    """Let the town hall have thought about people, vision and goals."""
    home, next_door = find_municipality("perlesreut"), find_municipality("ringelai")
    for place, rows in ((home, _PEOPLE), (next_door, _PEOPLE[:3])):
        for row in rows:
            _note(place, row, clerk)
    _write_vision(home, clerk)
    for place, goals in ((home, _GOALS), (next_door, _GOALS[:1])):
        for goal in goals:
            _set_goal(place, goal, clerk)
        raise_edition(place)


def _note(place: Place, row: tuple[Any, ...], clerk: User) -> None:
    name, kind, typical, channel, rhythm, tone, brings, before, now, days = row
    today = timezone.localdate()
    made = strategy.save_stakeholder(
        strategy.Stakeholder(
            municipality=place, strategy=strategy.current_strategy(place), name=name, kind=kind, typical=typical, channel=channel,
            rhythm=rhythm, tone=tone, brings=f"{brings} (Beispiel)", responsible="Geschäftsleitung (Beispiel)", is_sample=True,
        ),
        actor=clerk,
    )  # fmt: skip
    for (interest, influence), ago in ((before, 180), (now, 14)):
        on = today - datetime.timedelta(days=ago)
        strategy.assess_stakeholder(made, actor=clerk, interest=interest, influence=influence, attitude="open", on=on)
    if before != now:  # whoever moved was spoken with
        strategy.record_contact(
            made, actor=clerk, on=today - datetime.timedelta(days=40), note="Gut besucht. (Beispiel)"
        )
    made.next_contact_on = today + datetime.timedelta(days=days)
    strategy.save_stakeholder(made, actor=clerk)


def _write_vision(place: Place, clerk: User) -> None:
    plan = strategy.current_strategy(place)
    if plan is None:
        raise ValueError("The sample has no strategy to write a vision for")
    for group, source, text in _DRAFTS:
        strategy.save_draft(strategy.VisionDraft(strategy=plan, group=group, source=source, text=text), actor=clerk)
    versions = [strategy.save_version(plan, actor=clerk, text=text, reason=reason) for text, reason in _VERSIONS]
    strategy.adopt_version(versions[-1], actor=clerk)


def _set_goal(place: Place, row: tuple[Any, ...], clerk: User) -> None:
    word, title, due, who, (name, unit, direction, baseline, target, values) = row
    fields = strategy.FieldOfAction.objects.of(place).in_order()
    field = fields.filter(title__icontains=word).first() or fields.first()
    if field is None:
        return
    goal = strategy.Goal(field=field, title=title, responsible=who, is_sample=True)
    goal.due = parse_plan_date(due)
    strategy.save_goal(goal, actor=clerk, measures=list(field.measures.all()[:3]))
    figure = strategy.GoalIndicator(
        goal=goal, name=name, unit=unit, direction=direction, baseline=baseline, target=target
    )
    strategy.save_indicator(figure, actor=clerk)
    for ago, value in values:
        on = timezone.localdate() - datetime.timedelta(days=ago)
        strategy.note_value(figure, actor=clerk, value=Decimal(value), on=on)
