"""What a municipality needs before anybody can report something: categories, beginnings of answers, keys for programs."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dorflinde.accounts.public import User
from dorflinde.audit.public import record
from dorflinde.places.public import Place, raise_edition
from dorflinde.reports.models import AnswerTemplate, ApiKey, Attribute, Category, Status
from dorflinde.reports.policies import key_digest

OTHER = "sonstiges"


@dataclass(frozen=True)
class _Service:
    code: str
    name: Promise
    description: Promise
    group: Promise
    keywords: Promise
    days: tuple[int, int] = (3, 28)
    attributes: tuple[dict[str, Any], ...] = ()


_STREETS, _GREEN, _CLEAN, _MORE = (
    _("Straßen und Wege"),
    _("Plätze und Grün"),
    _("Sauberkeit"),
    _("Sonstiges"),
)
_DANGER = {
    "code": "gefahr", "description": _("Ist das gefährlich?"), "datatype": Attribute.Datatype.ONE, "order": 1,
    "values": [{"key": "nein", "name": _("nein")}, {"key": "ja", "name": _("ja, jemand kann sich verletzen")}],
}  # fmt: skip
# What the reporters of German municipalities offer most often; each can be renamed, switched off or added to.
_SERVICES = (
    _Service("strassenlampe", _("Straßenlampe"), _("Eine Lampe leuchtet nicht, flackert oder brennt am Tag."), _STREETS, _("Licht, Laterne, Beleuchtung, dunkel"), (2, 14), (
        {"code": "mast", "description": _("Welche Nummer steht am Mast?"), "hint": _("Nur wenn Sie eine sehen."), "order": 1},
    )),
    _Service("strasse", _("Straße oder Weg"), _("Schlagloch, lockere Platte, Stolperstelle."), _STREETS, _("Schlagloch, Pflaster, Gehweg, Riss"), (3, 28), (_DANGER,)),
    _Service("schild", _("Schild oder Ampel"), _("Verdreht, umgefahren, beschmiert, fehlt."), _STREETS, _("Verkehrsschild, Wegweiser, Ortstafel")),
    _Service("wasser", _("Wasser und Kanal"), _("Gully verstopft, Brunnen läuft über, Leitung undicht."), _STREETS, _("Gully, Brunnen, Abfluss, Überschwemmung"), (1, 14)),
    _Service("spielplatz", _("Spielplatz"), _("Gerät kaputt, Sand schmutzig, Scherben."), _GREEN, _("Schaukel, Rutsche, Sandkasten"), (2, 14), (_DANGER,)),
    _Service("gruen", _("Bäume und Grün"), _("Ast abgebrochen, Hecke im Weg, Beet verwildert."), _GREEN, _("Baum, Ast, Hecke, Friedhof"), (3, 42)),
    _Service("bank", _("Bank, Haltestelle, Gebäude"), _("Beschädigt oder beschmiert."), _GREEN, _("Sitzbank, Wartehäuschen, Schmiererei"), (3, 42)),
    _Service("abfall", _("Abfall"), _("Wilder Müll, voller Eimer, Hundekot."), _CLEAN, _("Müll, Sperrmüll, Container, Hund"), (2, 7)),
    _Service("anregung", _("Anregung"), _("Etwas fehlt oder ginge besser."), _MORE, _("Idee, Wunsch, Vorschlag, Lob"), (7, 60)),
    _Service(OTHER, _("Etwas anderes"), _("Wenn nichts davon passt."), _MORE, "", (3, 28)),  # type: ignore[arg-type]  # no word is a word, too
)  # fmt: skip
_TEMPLATES = (
    (Status.CHECKED, _("Geprüft"), _("Danke für Ihre Meldung. Wir haben sie geprüft. Als Nächstes ")),
    (Status.ACTIVE, _("Wird behoben"), _("Der Bauhof kümmert sich darum. Erledigt sein soll es bis ")),
    (Status.ACTIVE, _("Firma beauftragt"), _("Wir haben eine Firma beauftragt. Sie kommt voraussichtlich ")),
    (Status.SOLVED, _("Behoben"), _("Das ist behoben. Danke, dass Sie es gemeldet haben. ")),
    (Status.UNSOLVED, _("Nicht zu beheben"), _("Das können wir derzeit nicht beheben, weil ")),
    (Status.REJECTED, _("Nicht unsere Aufgabe"), _("Dafür ist die Gemeinde nicht zuständig. Bitte wenden Sie sich an ")),
)  # fmt: skip


@transaction.atomic
def furnish(municipality: Place) -> None:
    """Give a municipality that has set up nothing the usual categories and beginnings of answers."""
    if _is_set_up(municipality):
        return
    list(
        Place.objects.select_for_update().filter(pk=municipality.pk).values_list("pk")
    )  # two at once: one of them does it
    if _is_set_up(municipality):
        return
    for category, asked in usual_services():
        _offer(municipality, category, asked)
    with translation.override(settings.LANGUAGE_CODE):
        for status, title, text in _TEMPLATES:
            AnswerTemplate.objects.get_or_create(
                municipality=municipality, title=str(title), defaults={"status": status, "text": str(text)}
            )


@translation.override(settings.LANGUAGE_CODE)
def usual_services() -> list[tuple[Category, list[Attribute]]]:
    """Return what a municipality offers that has set up nothing, each with its questions; nothing of it is stored."""
    return [_made(service, order) for order, service in enumerate(_SERVICES, start=1)]


@transaction.atomic
def something_else(municipality: Place) -> Category:
    """Return the category of a municipality for what fits no other one."""
    furnish(municipality)
    found: Category | None = Category.objects.filter(municipality=municipality, code=OTHER).first()
    if found is None:
        found, asked = usual_services()[-1]
        _offer(municipality, found, asked)
    return found


@transaction.atomic
def save_category(category: Category, *, actor: User | None) -> Category:
    """Store a category as the town hall wants it."""
    category.save()
    raise_edition(category.municipality)
    record("reports.category.saved", None, actor=actor, place=category.municipality, details={"code": category.code})
    return category


@transaction.atomic
def save_template(template: AnswerTemplate, *, actor: User | None) -> AnswerTemplate:
    """Store the beginning of an answer."""
    template.save()
    record("reports.template.saved", None, actor=actor, place=template.municipality)
    return template


@transaction.atomic
def delete_template(template: AnswerTemplate, *, actor: User | None) -> None:
    """Forget the beginning of an answer; answers that began with it stay."""
    record("reports.template.deleted", None, actor=actor, place=template.municipality)
    template.delete()


@transaction.atomic
def make_key(municipality: Place, name: str, *, actor: User | None, word: str = "") -> tuple[ApiKey, str]:
    """Let a program send reports; returns its word, which is shown once and never kept."""
    word = word or secrets.token_urlsafe(24)
    made = ApiKey.objects.create(municipality=municipality, name=name, key=key_digest(word), made_by=actor)
    record("reports.key.made", None, actor=actor, place=municipality, details={"name": name})
    return made, word


@transaction.atomic
def revoke_key(key: ApiKey, *, actor: User | None) -> None:
    """Take a program's word back; what it sent stays."""
    record("reports.key.revoked", None, actor=actor, place=key.municipality, details={"name": key.name})
    key.delete()


def _is_set_up(municipality: Place) -> bool:
    return Category.objects.filter(municipality=municipality).exists()


def _offer(municipality: Place, category: Category, asked: list[Attribute]) -> None:
    category.municipality = municipality
    category.save()
    for attribute in asked:
        attribute.category = category
        attribute.save()


def _made(service: _Service, order: int) -> tuple[Category, list[Attribute]]:
    words = {name: str(getattr(service, name)) for name in ("name", "description", "group", "keywords")}
    days = {"days_to_answer": service.days[0], "days_to_solve": service.days[1]}
    return Category(code=service.code, order=order, **words, **days), [_asked(one) for one in service.attributes]


def _asked(asked: dict[str, Any]) -> Attribute:
    values = [{"key": one["key"], "name": str(one["name"])} for one in asked.get("values", [])]
    words = {name: str(asked[name]) for name in ("description", "hint") if name in asked}
    rest = {name: asked[name] for name in ("code", "datatype", "order") if name in asked}
    return Attribute(values=values, **words, **rest)
