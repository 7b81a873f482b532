"""A small region with one of everything that stands in an address: the cast of the permission matrix and what it owns."""

import datetime
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from dorflinde.accounts.actions import make_key
from dorflinde.accounts.models import Role, User
from dorflinde.core import subjects
from dorflinde.core.subjects import Ref
from dorflinde.desk.models import Todo
from dorflinde.desk.public import ask
from dorflinde.moderation import actions as moderation
from dorflinde.moderation.models import Notice, Review, Rule
from dorflinde.moderation.policies import reporter_key
from dorflinde.news import actions as news
from dorflinde.news.models import Article
from dorflinde.outlets import actions as outlets
from dorflinde.outlets.actions.letters import mail_off_url
from dorflinde.outlets.models import Hook, Notification
from dorflinde.participation import actions as participation, formats
from dorflinde.participation.actions import PhasePlan, ProjectPlan
from dorflinde.participation.models import Idea, Phase, Project
from dorflinde.participation.tests.probe import PROBE
from dorflinde.places.models import Organisation, Place
from dorflinde.trail.models import Node
from dorflinde.village import actions as village
from dorflinde.village.models import Post

from . import budget, reports, talks, workbench
from .cast import World, day, passkey, photo


def build(media: Path) -> World:
    """Make the region; the caller decides how long it lives."""
    world = World(media)
    _places(world)
    _people(world)
    _participation(world)
    workbench.build(world)
    _news(world)
    _talk(world)
    reports.build(world)
    _moderation(world)
    _desk(world)
    _told(world)
    return world


def _places(world: World) -> None:
    region = Place.objects.create(kind=Place.Kind.REGION, name="Ilzer Land", slug="ilzer-land")
    perlesreut = Place.objects.create(
        kind=Place.Kind.MUNICIPALITY, parent=region, name="Perlesreut", designation="Markt", slug="perlesreut",
        ags="09272138", population=2929, lon=13.44, lat=48.78,
        boundary={"type": "Polygon", "coordinates": [[[13.4, 48.7], [13.5, 48.7], [13.5, 48.8], [13.4, 48.7]]]},
    )  # fmt: skip
    ringelai = Place.objects.create(
        kind=Place.Kind.MUNICIPALITY,
        parent=region,
        name="Ringelai",
        designation="Gemeinde",
        slug="ringelai",
        ags="09272140",
    )
    here = Place.objects.create(
        kind=Place.Kind.VILLAGE, parent=perlesreut, name="Niederperlesreut", slug="niederperlesreut"
    )
    there = Place.objects.create(kind=Place.Kind.VILLAGE, parent=ringelai, name="Wasching", slug="wasching")
    world.things |= {
        "region": region,
        "perlesreut": perlesreut,
        "ringelai": ringelai,
        "village": here,
        "their_village": there,
    }
    for key, place, kind, name in (
        ("town_hall", perlesreut, Organisation.Kind.TOWN_HALL, "Markt Perlesreut"),
        ("club", perlesreut, Organisation.Kind.CLUB, "Musikverein"),
        ("their_club", ringelai, Organisation.Kind.CLUB, "Trachtenverein"),
        ("their_hall", ringelai, Organisation.Kind.TOWN_HALL, "Gemeinde Ringelai"),
    ):
        world.things[key] = Organisation.objects.create(
            place=place, kind=kind, name=name, slug=key.replace("_", "-"), imprint_address="Marktplatz 1",
            imprint_responsible="Vorstand", imprint_email=f"{key}@verein.example",
        )  # fmt: skip
        world.keys[key] = world.things[key].slug


def _people(world: World) -> None:
    here, there, region = (world.things[name] for name in ("perlesreut", "ringelai", "region"))
    cast: dict[str, tuple[str, Place | None, str, Place]] = {
        "resident": ("waldkauz_12", here, "", here),
        "author": ("linden_lena", here, "", here),
        "editor": ("emil_schreibt", here, Role.Kind.EDITOR, here),
        "moderator": ("mo_hoert_zu", here, Role.Kind.MODERATOR, here),
        "council": ("conny_im_saal", here, Role.Kind.COUNCIL, here),
        "clerk": ("clara_am_markt", here, Role.Kind.CLERK, here),
        "outsider": ("otto_von_drueben", there, Role.Kind.CLERK, there),
        "manager": ("rita_reist", None, Role.Kind.MANAGER, region),
    }
    for role, (name, home, kind, place) in cast.items():
        person = User.objects.create_user(f"{name}@example.org", pseudonym=name, home=home)
        world.sign_in(role, person)
        if kind:
            held = Role.objects.create(user=person, kind=kind, place=place)
            world.keys[f"role_of_{role}"] = held.pk
    world.sign_in("operator", User.objects.create_superuser("betrieb@example.org", pseudonym="haus_am_netz"))
    other = User.objects.create_user("wartung@example.org", pseudonym="wartung_wanda")
    world.keys["role_of_an_operator"] = Role.objects.create(user=other, kind=Role.Kind.OPERATOR, place=region).pk
    author = world.people["author"]
    key = Authenticator.objects.create(
        user=author, type=Authenticator.Type.WEBAUTHN, data={"name": "Lenas Telefon", "credential": passkey()}
    )
    world.keys["access_key"] = make_key(author, name="Website", scope="take_part", days=90)[0].public_id
    world.keys |= {"passkey": key.pk, "mail_off": mail_off_url(author).rstrip("/").rpartition("/")[2]}


def _project(
    place: Place,
    title: str,
    *,
    publish: bool,
    participants: str = "everyone",
    proof: str = "none",
    access: str = "public",
) -> Project:
    phases = [
        PhasePlan(Phase.Kind.IDEAS, "Ideen", day(-5), day(9)),
        PhasePlan(Phase.Kind.DECISION, "Rat", day(10), day(20)),
    ]
    plan = ProjectPlan(
        place=place, title=title, summary="Treffpunkt oder Werkstatt?", phases=phases, participants=participants, proof=proof, access=access,
        categories=["Begegnung"],
    )  # fmt: skip
    return participation.create_project(plan, actor=None, publish=publish)


def _participation(world: World) -> None:
    here, there, author = world.things["perlesreut"], world.things["ringelai"], world.people["author"]
    project = _project(here, "Wohin mit der alten Bank?", publish=True)
    second = _project(here, "Der neue Spielplatz", publish=True)
    draft = _project(here, "Noch nicht spruchreif", publish=True)
    among_us = _project(here, "Nur unter uns", publish=True, participants="residents")
    with_guests = _project(here, "Alle fragen", publish=True, participants="anyone")
    by_letter = _project(here, "Nur mit Brief", publish=True, participants="anyone", proof="letter")
    private = _project(here, "Unter vier Augen", publish=True, access="invited")
    theirs = _project(there, "Drüben gefragt", publish=True)
    their_draft = _project(there, "Drüben noch geheim", publish=False)

    def idea(name: str, where: Project, title: str, **more: Any) -> Idea:
        made = participation.post_idea(where, actor=author, title=title, text=f"{title}. Mit Sofas und Kaffee.", **more)
        world.things[name], world.keys[name] = made, made.public_id
        return made

    kept = idea("idea", project, "Ein Wohnzimmer für alle", lat=48.78, lon=13.44)
    grown = idea("grown_idea", project, "Eine Bank zum Mitfahren")
    hidden = idea("hidden_idea", project, "Kaum zu glaubender Unfug")
    withdrawn = idea("withdrawn_idea", project, "Zurückgezogener Gedanke")
    idea("draft_idea", draft, "Gedanke im Entwurf")
    for name, label in (("token", "Elternbeirat"), ("revoked_token", "Zu viele")):
        invitation = participation.invite(private, label, actor=None)
        participation.accept(invitation, actor=author)
        world.keys[name], world.keys["invitation"] = invitation.token, invitation.public_id
    participation.revoke(invitation, actor=None)
    whispered = participation.comment_on_idea(
        idea("private_idea", private, "Gedanke unter vier Augen"), actor=author, text="Nur geflüstert"
    )
    world.things |= {"private": private, "private_comment": whispered}
    idea("open_idea", with_guests, "Eine Idee für alle")
    idea("idea_among_us", among_us, "Bänke für uns")
    shared = idea("shared_idea", second, "Ein Sandkasten")
    participation.merge_ideas(shared, [idea("merged_idea", second, "Sand zum Buddeln")], actor=world.people["clerk"])
    idea("their_idea", theirs, "Ein Gedanke von drüben")
    participation.unpublish_project(draft, actor=None)
    moderator = world.people["moderator"]
    participation.hide_idea(hidden.public_id, actor=moderator, reason="Unwahr")
    participation.withdraw_idea(withdrawn, actor=author)
    participation.answer_idea(grown, actor=None, status="checked", text="Wir prüfen das.")
    comment = participation.comment_on_idea(kept, actor=author, text="Gern mit Klavier.")
    unseemly = participation.comment_on_idea(kept, actor=author, text="Ein Wort, das keiner lesen soll")
    participation.hide_comment(unseemly.public_id, actor=moderator, reason="Beleidigung")
    participation.support_idea(kept, actor=world.people["council"])
    participation.allow_embedding(second, ["https://www.perlesreut.de"], actor=None)
    budget.build(world, here, there)
    _activities(world, {"": project, "draft_": draft, "private_": private, "their_": theirs})
    world.things |= {"project": project, "draft": draft, "comment": comment, "hidden_comment": unseemly}
    world.keys |= {
        "project": project.slug, "second_project": second.slug, "draft": draft.slug, "project_among_us": among_us.slug, "project_by_letter": by_letter.slug, "private": private.slug,
        "their_project": theirs.slug, "their_draft": their_draft.slug, "project_key": project.public_id, "private_key": private.public_id, "draft_key": draft.public_id,
    }  # fmt: skip


def _activities(world: World, projects: dict[str, Project]) -> None:
    """Something to take part in, in projects of both municipalities."""
    if not formats.known(PROBE.kind):
        formats.register(PROBE)
    for prefix, project in projects.items():
        plan = participation.ActivityPlan(project.timetable[0], f"Frage {prefix}")
        made = participation.create_activity(project, PROBE.kind, plan, actor=None)
        world.keys[f"{prefix}activity"] = made.slug
        plan = participation.ActivityPlan(project.timetable[0], f"Umfrage {prefix}", options={"results": "always"})
        survey = participation.create_activity(project, "survey", plan, actor=None)
        proof = participation.save_question(survey, participation.QuestionPlan("file", "Ein Foto?"), actor=None)
        asked = participation.QuestionPlan("text", "Was noch?", is_required=True)
        said = participation.Mark(participation.save_question(survey, asked, actor=None).pk, text="Mehr Bänke")
        mark = participation.Mark(proof.pk, file=participation.Upload("a.pdf", b"%PDF-1.7"))
        sheet = participation.hand_in(survey, [mark], actor=None)
        world.keys |= {
            f"{prefix}survey": survey.slug,
            f"{prefix}question": proof.public_id,
            f"{prefix}sheet": sheet.public_id,
            f"{prefix}paper_sheet": participation.type_in(survey, [said], actor=world.people["clerk"]).public_id,
        }
        plan = participation.ActivityPlan(project.timetable[0], f"Karte {prefix}", options={"own": "yes"})
        drawn = participation.create_activity(project, "opinion_map", plan, actor=None)
        (said,) = participation.add_statements(drawn, ["Der Bus soll öfter fahren."], actor=None)
        world.keys |= {f"{prefix}map": drawn.slug, f"{prefix}statement": said.public_id}
        talks.build(world, prefix, project)
        plan = participation.ActivityPlan(project.timetable[0], f"Fragestunde {prefix}")
        hour = participation.create_activity(project, "question_hour", plan, actor=None)
        participation.note_question(hour, "Wann kommt der Radweg?", actor=None)
        plan = participation.ActivityPlan(project.timetable[0], f"Treffen {prefix}")
        meeting = participation.create_activity(project, "meeting", plan, actor=None)
        evening = timezone.now() + datetime.timedelta(days=3)
        participation.plan_gathering(
            meeting.gathering, participation.GatheringPlan(evening, takes_signups=True), actor=None
        )
        participation.sign_up(meeting.gathering, person=world.people["author"])
        called = participation.sign_up(meeting.gathering, name="Frau Moser", actor=world.people["clerk"])
        world.keys |= {f"{prefix}gathering": meeting.slug, f"{prefix}signup": called.key}
        world.keys |= {f"{prefix}hour": hour.slug, f"{prefix}hall": hour.hour.code.lower()}


def _news(world: World) -> None:
    here, there = world.things["perlesreut"], world.things["ringelai"]
    now = timezone.now()
    told = {"lead": "Ab Januar wird umgebaut.", "paragraphs": ["Im März stand es fest."]}
    shown = news.publish_article(
        here, organisation=world.things["town_hall"], title="Der neue Dorfladen", at=now - datetime.timedelta(days=1),
        picture=photo(), alt="Ein grünes Feld", **told,
    )  # fmt: skip
    hidden = news.publish_article(
        here,
        organisation=world.things["club"],
        title="Ausgeblendete Meldung",
        at=now - datetime.timedelta(days=2),
        **told,
    )
    news.hide_article(hidden.public_id, actor=world.people["moderator"], reason="Werbung")
    theirs = news.publish_article(
        there,
        organisation=world.things["their_hall"],
        title="Neues von drüben",
        at=now - datetime.timedelta(days=3),
        **told,
    )
    draft = news.write_article(
        here, actor=world.people["editor"], organisation=world.things["town_hall"], title="Noch in Arbeit", text="Bald mehr.",
        publish=False,
    )  # fmt: skip
    world.things |= {"article": shown, "hidden_article": hidden, "draft_article": draft, "their_article": theirs}
    world.keys |= {
        name: world.things[name].slug for name in ("article", "hidden_article", "draft_article", "their_article")
    }
    world.keys |= {
        "news_index": news.index_of(here).pk, "their_news_index": news.index_of(there).pk, "article_page": shown.pk,
        "picture": shown.picture.pk, "their_article_page": Article.objects.get(pk=theirs.pk).pk,
    }  # fmt: skip


def _talk(world: World) -> None:
    author, here = world.people["author"], world.things["perlesreut"]

    def post(name: str, place: Place, text: str) -> Post:
        made = village.publish_post(place, actor=author, channel="biete", text=text)
        world.things[name], world.keys[name] = made, made.public_id
        return made

    shown = post("post", here, "Drei Kisten Äpfel zu verschenken")
    # Its author may mend it for a quarter of an hour; walking through all doors takes longer.
    Post.objects.filter(pk=shown.pk).update(created_at=shown.created_at + datetime.timedelta(hours=6))
    hidden = post("hidden_post", here, "Ein anstößiges Angebot")
    post("their_post", world.things["ringelai"], "Angebot von drüben")
    answer = village.reply(shown, actor=author, text="Noch zwei Kisten")
    unseemly = village.reply(shown, actor=author, text="Eine Antwort, die verschwand")
    village.hide_reply(unseemly.public_id, actor=world.people["moderator"], reason="Beleidigung")
    village.reply(hidden, actor=author, text="Antwort unter Anstößigem")
    world.things |= {"reply": answer, "hidden_reply": unseemly}
    world.keys |= {"reply": answer.public_id}


def _moderation(world: World) -> None:
    def notice(ref: Ref, **by: Any) -> Notice:
        described = subjects.describe(ref)
        assert described is not None
        return moderation.take_notice(
            described, category="illegal", explanation="Das stimmt nicht.", is_good_faith=True, **{"actor": None} | by
        )

    waiting = notice(world.things["measure"].ref, actor=world.people["author"])
    decided = notice(world.things["hidden_post"].ref, name="Geheime Person", email="geheim@example.org")
    theirs = notice(world.things["their_post"].ref, actor=world.people["author"])
    decision = moderation.decide(
        decided, actor=world.people["moderator"], outcome="remove", ground="law", reason="Das ist verboten."
    )
    complaint = moderation.complain(decision, actor=world.people["author"], text="Das war nicht so gemeint.")
    held = village.publish_post(
        world.things["perlesreut"],
        actor=world.people["author"],
        channel="plausch",
        text="Wartet noch",
        why_held="Anlass",
    )
    seen = village.publish_post(
        world.things["perlesreut"], actor=world.people["author"], channel="plausch", text="Angesehen", why_held="Anlass"
    )
    admission = moderation.admit(Review.objects.about(seen.ref), actor=world.people["moderator"])
    rule = Rule.objects.create(place=world.things["perlesreut"], kind="words", lines="kredit*", effect="hold")
    pause = moderation.pause_person(
        world.people["author"], world.things["ringelai"], actor=world.people["manager"], days=7, ground="rules",
        reason="Beleidigungen.",
    )  # fmt: skip
    world.keys |= {
        "held_post": held.public_id, "review": Review.objects.about(held.ref).get().public_id, "admission": admission,
        "rule": rule.pk, "pause": pause.public_id,
    }  # fmt: skip
    world.things |= {"notice": waiting, "decided": decided, "complaint": complaint}
    world.keys |= {
        "notice": waiting.public_id, "decided": decided.public_id, "their_notice": theirs.public_id,
        "complaint": complaint.pk, "batch": decision.batch, "letter_key": reporter_key(decided),
    }  # fmt: skip


def _desk(world: World) -> None:
    here, there = world.things["perlesreut"], world.things["ringelai"]

    def todo(name: str, place: Place, office: str) -> None:
        subject = world.things["idea"].ref
        made = ask(
            subject, kind=name, place=place, label="Aufgabe", title=f"Aufgabe {name}", action_url="/", action_label="Öffnen",
            office=office,
        )  # fmt: skip
        world.things[name], world.keys[name] = made, made.public_id

    todo("todo", here, Todo.Office.HALL)
    todo("moderators_todo", here, Todo.Office.MODERATION)
    todo("editors_todo", here, Todo.Office.EDITORIAL)
    todo("their_todo", there, Todo.Office.HALL)


def _told(world: World) -> None:
    made = Notification.objects.create(
        user=world.people["author"],
        title="Ihre Idee wurde beantwortet",
        url=world.things["grown_idea"].get_absolute_url(),
    )
    world.things["notification"], world.keys["notification"] = made, made.public_id
    for name, place in (("hook", "perlesreut"), ("doomed_hook", "perlesreut"), ("their_hook", "ringelai")):
        hook = Hook(place=world.things[place], title=name, url="https://program.example/", events=["measure.moved"])
        outlets.add_hook(hook, actor=None)
        world.things[name], world.keys[name] = hook, hook.public_id
    for name in ("grown_idea", "measure", "internal", "hidden_idea", "draft_idea", "their_measure"):
        ref = world.things[name].ref
        world.keys[f"trail_of_{name}"] = Node.objects.get(kind=ref.kind, subject_id=ref.id).public_id
