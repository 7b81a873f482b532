"""A small region with one of everything that stands in an address: the cast of the permission matrix and what it owns."""

import datetime
import io
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData
from PIL import Image

from dorflinde.accounts.models import Role, User
from dorflinde.core import subjects
from dorflinde.core.dates import PlanDate, parse_plan_date
from dorflinde.core.subjects import Ref
from dorflinde.desk.models import Todo
from dorflinde.desk.public import ask
from dorflinde.moderation import actions as moderation
from dorflinde.moderation.models import Notice
from dorflinde.moderation.policies import reporter_key
from dorflinde.news import actions as news
from dorflinde.news.models import Article
from dorflinde.outlets.actions.letters import mail_off_url
from dorflinde.outlets.models import Notification
from dorflinde.participation import actions as participation
from dorflinde.participation.actions import PhasePlan, ProjectPlan
from dorflinde.participation.models import Idea, Phase, Project
from dorflinde.places.models import Organisation, Place
from dorflinde.strategy import actions as strategy
from dorflinde.strategy.models import (
    Goal,
    GoalIndicator,
    Indicator,
    InventoryItem,
    Measure,
    Period,
    Profile,
    Stakeholder,
    Strategy,
    VisionDraft,
    VoteRound,
)
from dorflinde.trail.models import Node
from dorflinde.village import actions as village
from dorflinde.village.models import Post

GUEST = "guest"
ROLES = (
    GUEST,
    "resident",  # has nothing to do with any of the things
    "author",  # wrote what stands in the address, reported it, is the one told of it
    "editor",
    "moderator",
    "council",
    "clerk",
    "outsider",  # clerk of the neighbour
    "manager",  # of the region
    "operator",
)


@dataclass
class World:
    """People by role, and the words that fill an address: `{idea}`, `{hidden_idea}` …"""

    media: Path
    people: dict[str, User] = field(default_factory=dict)
    keys: dict[str, object] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def address(self, template: str) -> str:
        """Fill in the keys of an address from the matrix."""
        return template.format_map(self.keys)

    def client(self, role: str, *, enforce_csrf_checks: bool = False) -> Client:
        """A browser in which someone is signed in, with no history of its own."""
        client = Client(enforce_csrf_checks=enforce_csrf_checks)
        if role != GUEST:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def sign_in(self, role: str, user: User) -> None:
        """Make somebody one of the cast, with a session that every browser of theirs shares."""
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.people[role], self.sessions[role] = user, str(session.session_key)


def build(media: Path) -> World:
    """Make the region; the caller decides how long it lives."""
    world = World(media)
    _places(world)
    _people(world)
    _participation(world)
    _strategy(world)
    _delivery(world)
    _priorities(world)
    _stakeholders(world)
    _vision(world)
    _goals(world)
    _situation(world)
    _news(world)
    _talk(world)
    _moderation(world)
    _desk(world)
    _told(world)
    return world


def day(number: int) -> datetime.date:
    """The day so many days from today."""
    return timezone.localdate() + datetime.timedelta(days=number)


def photo() -> bytes:
    """A picture small enough for a test."""
    out = io.BytesIO()
    Image.new("RGB", (640, 360), "#6fa57f").save(out, "JPEG")
    return out.getvalue()


def passkey() -> dict[str, Any]:
    """What a browser hands over when a passkey is made."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(bytes(16), b"lenas-telefon", public)
    seen = AuthenticatorData.create(
        sha256(b"testserver"), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, credential
    )
    answer = {
        "clientDataJSON": websafe_encode(
            b'{"type": "webauthn.create", "challenge": "", "origin": "https://testserver"}'
        ),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", seen, {}))),
    }
    key = websafe_encode(b"lenas-telefon")
    return {"id": key, "rawId": key, "type": "public-key", "response": answer, "clientExtensionResults": {}}


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
    world.keys |= {"passkey": key.pk, "mail_off": mail_off_url(author).rstrip("/").rpartition("/")[2]}


def _project(place: Place, title: str, *, publish: bool, participants: str = "everyone") -> Project:
    phases = [
        PhasePlan(Phase.Kind.IDEAS, "Ideen", day(-5), day(9)),
        PhasePlan(Phase.Kind.DECISION, "Rat", day(10), day(20)),
    ]
    plan = ProjectPlan(
        place=place, title=title, summary="Treffpunkt oder Werkstatt?", phases=phases, participants=participants,
        categories=["Begegnung"],
    )  # fmt: skip
    return participation.create_project(plan, actor=None, publish=publish)


def _participation(world: World) -> None:
    here, there, author = world.things["perlesreut"], world.things["ringelai"], world.people["author"]
    project = _project(here, "Wohin mit der alten Bank?", publish=True)
    second = _project(here, "Der neue Spielplatz", publish=True)
    draft = _project(here, "Noch nicht spruchreif", publish=True)
    among_us = _project(here, "Nur unter uns", publish=True, participants="residents")
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
    idea("idea_among_us", among_us, "Bänke für uns")
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
    world.things |= {"project": project, "draft": draft, "comment": comment, "hidden_comment": unseemly}
    world.keys |= {
        "project": project.slug, "second_project": second.slug, "draft": draft.slug, "project_among_us": among_us.slug,
        "their_project": theirs.slug, "their_draft": their_draft.slug,
    }  # fmt: skip


def _strategy(world: World) -> None:
    here, there, idea = world.things["perlesreut"], world.things["ringelai"], world.things["grown_idea"]

    def measure(
        name: str, place: Place, title: str, *, origins: tuple[Ref, ...] = (), status: str = "planned", **said: Any
    ) -> Measure:
        profile = Profile(
            title=title, goal="Ohne Auto ans Ziel", start=parse_plan_date("2027"), end=parse_plan_date("2028"), **said
        )
        made = strategy.create_measure(place, profile, actor=None, status=status, origins=origins)
        world.things[name], world.keys[name] = made, made.public_id
        return made

    for name, place in (("field", here), ("their_field", there)):
        made = strategy.create_field(place, "Mobilität", description="Wie wir vorankommen", actor=None)
        world.things[name], world.keys[name] = made, made.public_id
    measure("measure", here, "Mitfahrbank am Markt", origins=(idea.ref,), field=world.things["field"])
    internal = measure("internal", here, "Vertrauliches Vorhaben", origins=(idea.ref,), visibility="internal")
    strategy.set_dependencies(world.things["measure"], [internal], actor=None)
    measure("their_measure", there, "Vorhaben von drüben")
    _plans(world)
    measure("their_internal", there, "Vertraulich von drüben", visibility="internal")


def _stakeholders(world: World) -> None:
    here, there = world.things["perlesreut"], world.things["ringelai"]
    for name, place in (("stakeholder", here), ("doomed_stakeholder", here), ("their_stakeholder", there)):
        made = strategy.save_stakeholder(Stakeholder(municipality=place, name=f"Heimlicher {name}"), actor=None)
        strategy.assess_stakeholder(made, actor=None, interest=4, influence=2)
        world.things[name], world.keys[name] = made, made.public_id


def _vision(world: World) -> None:
    plan = Strategy(place=world.things["perlesreut"], title="Digital daheim", starts_on=day(-100), ends_on=day(1000))
    made = strategy.save_strategy(plan, actor=None)
    for name in ("vision_draft", "doomed_draft"):
        draft = strategy.save_draft(VisionDraft(strategy=made, group=name, text="Nah beieinander"), actor=None)
        world.things[name], world.keys[name] = draft, draft.public_id
    version = strategy.save_version(made, actor=None, text="Nah beieinander", reason="Anfang")
    world.things["vision_version"], world.keys["vision_version"] = version, version.public_id


def _goals(world: World) -> None:
    for name, at in (("goal", "field"), ("doomed_goal", "field"), ("their_goal", "their_field")):
        made = strategy.save_goal(Goal(field=world.things[at], title=f"Ziel {name}"), actor=None)
        world.things[name], world.keys[name] = made, made.public_id
    for name in ("goal_indicator", "doomed_indicator"):
        indicator = strategy.save_indicator(GoalIndicator(goal=world.things["goal"], name=name), actor=None)
        world.things[name], world.keys[name] = indicator, indicator.public_id


def _situation(world: World) -> None:
    for prefix, slug in (("", "perlesreut"), ("their_", "ringelai")):
        place = world.things[slug]
        made = {
            "cycle": strategy.begin_cycle(place, title="Strategie", starts_on=day(-30), ends_on=day(1000), actor=None),
            "assessment": strategy.begin_assessment(place, held_on=day(-3), version=1, actor=None),
            "inventory_item": strategy.save_inventory_item(
                InventoryItem(municipality=place, title="Energieplan"), actor=None
            ),
            "swot_entry": strategy.add_swot_entry(place, side="1s", text="Gute Vereine", actor=None),
        }
        world.keys.update({f"{prefix}{name}": thing.public_id for name, thing in made.items()})


def _plans(world: World) -> None:
    """Positions and proposals of both municipalities."""
    for name, place in (("", world.things["perlesreut"]), ("their_", world.things["ringelai"])):
        stretch = strategy.Stretch(day(0).replace(day=1), None, 50)
        role = strategy.save_role(place, None, title="Bauamt", stretches=[stretch], actor=None)
        proposal = strategy.ask_for_proposal(place, objective="benefit", seconds=1, actor=None)
        proposal.ended_at = timezone.now()  # calculated by nobody: the doors are what counts here
        proposal.save()
        takeover = proposal.takeovers.create(moves=[])
        world.things |= {f"{name}role": role, f"{name}proposal": proposal}
        world.keys |= {
            f"{name}role": role.public_id,
            f"{name}proposal": proposal.public_id,
            f"{name}takeover": takeover.pk,
        }


def _delivery(world: World) -> None:
    """A milestone, a figure with a value, and a reporting period here and at the neighbour's."""
    for prefix, place in (("", "perlesreut"), ("their_", "ringelai")):
        measure = world.things[f"{prefix}measure"]
        milestone = strategy.add_part(measure, "meilenstein", {"title": "Bank steht", "due": parse_plan_date("2028")}, actor=None)  # fmt: skip
        indicator = Indicator.objects.create(measure=measure, name="Fahrten", baseline="0", target="100")
        when = PlanDate.stored(day(-30), "month")
        assert when is not None
        figure = strategy.Figure(when, Decimal(12))
        value = strategy.record_value(indicator, figure, actor=None)
        period = strategy.create_period(
            Period(municipality=world.things[place], title="Herbst", first=day(-90), last=day(0), due_on=day(5)), actor=None
        )  # fmt: skip
        named = {"milestone": milestone, "indicator": indicator, "value": value, "period": period}
        world.keys |= {f"{prefix}{name}": thing.public_id for name, thing in named.items()}
    strategy.set_contact(world.things["measure"], "lead@example.org", actor=None)
    here = Period.objects.get(public_id=world.keys["period"])
    world.keys["lead_token"] = strategy.link_for(here, world.things["measure"]).split("/")[-2]


def _priorities(world: World) -> None:
    """A vote, a workshop with a card, a kept view and a joint change, here and at the neighbours."""
    for prefix, name in (("", "perlesreut"), ("their_", "ringelai")):
        place, measure = world.things[name], world.things[f"{prefix}measure"]
        ends = timezone.now() + datetime.timedelta(days=9)
        vote = strategy.save_vote_round(
            VoteRound(municipality=place, title="Was zuerst?", closes_at=ends), [measure], actor=None
        )
        meeting = strategy.create_meeting(place, {"title": "Erste Werkstatt", "starts_at": ends}, [], actor=None)
        card = strategy.add_card(meeting, "Ein Bus am Abend", topic="Mobil", actor=None)
        strategy.publish_protocol(meeting, actor=None, is_public=True)
        view = strategy.save_view(place, "Alles", "", actor=world.people["manager"], is_shared=True)
        bulk = strategy.change_together(place, [measure], {"priority": "high"}, actor=None)
        made = {"vote": vote, "meeting": meeting, "card": card, "view": view, "bulk": bulk}
        world.things |= {f"{prefix}{key}": thing for key, thing in made.items()}
        world.keys |= {f"{prefix}{key}": thing.public_id for key, thing in made.items()}


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
    world.things |= {"notice": waiting, "decided": decided, "complaint": complaint}
    world.keys |= {
        "notice": waiting.public_id, "decided": decided.public_id, "their_notice": theirs.public_id,
        "complaint": complaint.pk, "letter_key": reporter_key(decided),
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
    for name in ("grown_idea", "measure", "internal", "hidden_idea", "draft_idea", "their_measure"):
        ref = world.things[name].ref
        world.keys[f"trail_of_{name}"] = Node.objects.get(kind=ref.kind, subject_id=ref.id).public_id
