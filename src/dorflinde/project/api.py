"""The open interface: one address for the routers of all modules, one document that describes it, problems in plain words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_noop as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from dorflinde.core.api import Mistake, NotAccepted, Problem, TooMuch
from dorflinde.participation.api import router as participation
from dorflinde.places.api import router as places
from dorflinde.strategy.api import router as strategy

PREFIX = "api/v1/"
ADDRESS = f"/{PREFIX}"
TITLES = {
    400: _("Diese Anfrage ist nicht zu lesen."),
    401: _("Dafür braucht Ihr Programm einen Zugangsschlüssel, der noch gilt."),
    403: _("Das geht hier nicht."),
    404: _("Das gibt es hier nicht."),
    405: _("Das kann diese Adresse nicht."),
    422: _("An dieser Anfrage stimmt etwas nicht."),
    429: _("Das waren sehr viele Anfragen auf einmal. Bitte warten Sie eine Minute."),
}
# What the library found wrong, in words; the name in the middle is what it calls it.
MISTAKES = {
    "missing": _("Diese Angabe fehlt."),
    "int_parsing": _("Hier muss eine ganze Zahl stehen."),
    "greater_than_equal": _("Diese Zahl ist zu klein."),
    "less_than_equal": _("Diese Zahl ist zu groß."),
    "string_too_short": _("Hier fehlt der Text."),
    "string_too_long": _("Dieser Text ist zu lang."),
    "string_type": _("Hier muss ein Text stehen."),
    "string_unicode": _("Dieser Text enthält Zeichen, die es nicht gibt."),
    "float_parsing": _("Hier muss eine Zahl stehen."),
    "float_type": _("Hier muss eine Zahl stehen."),
    "finite_number": _("Hier muss eine Zahl stehen."),
    "model_attributes_type": _("Hier muss ein JSON-Objekt stehen."),
    "extra_forbidden": _("Diese Angabe kennt die Schnittstelle nicht."),
    "uuid_type": _("Das ist keine Kennung."),
    "enum": _("Dieses Wort kennt die Schnittstelle hier nicht."),
    "uuid_parsing": _("Das ist keine Kennung."),
    "string_pattern_mismatch": _("So sieht diese Angabe nicht aus."),
}

api = NinjaAPI(
    title=_("Dorflinde: offene Daten der Gemeinden"), version="1.0.0", openapi_url=None, docs_url=None, urls_namespace="api",
    description=_("Strategien, Maßnahmen, Fahrplan und Beteiligungen der Gemeinden zum Lesen, ohne Anmeldung. Es steht nur darin, was auch auf den öffentlichen Seiten steht. Mit einem Zugangsschlüssel aus dem eigenen Konto kann ein Programm auch mitmachen."),
)  # fmt: skip
api.add_router("", places)
api.add_router("", strategy)
api.add_router("", participation)


@api.exception_handler(Http404)
def _nothing_there(request: HttpRequest, error: Http404) -> HttpResponse:
    said = str(error.args[0]) if error.args and isinstance(error.args[0], str) else ""
    return problem(404, detail="" if "matches the given query" in said else said)


@api.exception_handler(SuspiciousOperation)
def _not_to_be_read(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return problem(400)


@api.exception_handler(ValidationError)
def _mistaken(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fallback = _("Diese Angabe ist hier nicht möglich.")
    mistakes = [
        Mistake(where=_where(one["loc"]), message=gettext(MISTAKES.get(one["type"], fallback))) for one in error.errors
    ]
    return problem(422, errors=mistakes)


def _where(told: tuple[int | str, ...]) -> str:
    """Say where in a request something is; the name the code gives to a whole body says nothing to anybody."""
    kind, *inside = told
    if kind == "body":
        inside = inside[1:]
    return ".".join(str(part) for part in [kind, *inside[:1]])


@api.exception_handler(NotAccepted)
def _not_accepted(request: HttpRequest, error: NotAccepted) -> HttpResponse:
    return problem(422, errors=error.mistakes)


@api.exception_handler(AuthenticationError)
def _without_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = problem(401)
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(PermissionDenied)
def _refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, detail=str(error))


@api.exception_handler(TooMuch)
def _too_much(request: HttpRequest, error: TooMuch) -> HttpResponse:
    response = problem(429)
    response["Retry-After"] = "60"
    return response


@api.exception_handler(HttpError)
def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code if error.status_code in TITLES else 400)


def problem(status: int, *, detail: str = "", errors: list[Mistake] | None = None) -> HttpResponse:
    """Answer with a problem in the language of the reader."""
    told = Problem(title=gettext(TITLES[status]), status=status, detail=detail, errors=errors or [])
    return JsonResponse(told.model_dump(), status=status, content_type="application/problem+json")


@csrf_exempt  # nobody is signed in here: a form of another website has nothing to borrow
@require_safe
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Say that the interface has no such address."""
    return problem(404)


@csrf_exempt
@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """Hand out the description of the interface (OpenAPI 3.1)."""
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


def described() -> dict[str, Any]:
    """Return the description of the interface in the language of the reader."""
    return _described(get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=4)
def _described(language: str) -> dict[str, Any]:
    raw: dict[str, Any] = api.get_openapi_schema(path_prefix=PREFIX)
    raw["servers"] = [{"url": "/"}]
    raw["info"] |= {
        "license": settings.DATA_LICENCE,
        "contact": {"name": _("Impressum"), "url": f"{settings.BASE_URL}{reverse('places:imprint_region')}"},
    }
    components = raw["components"]
    whole = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components["schemas"] |= {**whole.pop("$defs"), "Problem": whole}
    components["responses"] = {f"Problem{status}": _problem_response(title) for status, title in TITLES.items()}
    for schema in components["schemas"].values():
        # What the code says to those who change it, and names made from names.
        schema.pop("description", None)
        for part in [schema, *schema.get("properties", {}).values()]:
            part.pop("title", None)
    for path, operations in raw["paths"].items():
        for operation in operations.values():
            _complete(operation, may_be_missing="{" in path or "municipality" in str(operation["parameters"]))
    return _spoken(raw)  # type: ignore[no-any-return]  # a document goes in, a document comes out


@dataclass(frozen=True, slots=True)
class Way:
    """One address of the interface, as a person reads about it."""

    method: str
    path: str
    title: str
    text: str
    words: list[tuple[str, str, str]]  # each word that may be added: its name, what it does, what may be said
    example: str  # leads to something that is there


def ways(known: Mapping[str, str]) -> list[tuple[str, list[Way]]]:
    """Return the addresses of the interface by subject, with examples about the things that are known."""
    found: dict[str, list[Way]] = {}
    for path, operations in described()["paths"].items():
        for method, asked in operations.items():
            way = _way(method, path, asked, known)
            found.setdefault(asked["tags"][0], []).append(way)
    return list(found.items())


def _way(method: str, path: str, asked: dict[str, Any], known: Mapping[str, str]) -> Way:
    words = [
        (one["name"], one["description"], _sayable(one["schema"]))
        for one in asked["parameters"]
        if one["in"] == "query"
    ]
    example = ""
    if method == "get" and not asked.get("security") and all(name in known for name in re.findall(r"{(\w+)}", path)):
        example = path.format_map(known)
        if "slug" in known and "municipality" in [word[0] for word in words]:
            example += f"?municipality={known['slug']}"
    return Way(method.upper(), path, asked["summary"], asked["description"], words, example)


def _sayable(schema: dict[str, Any]) -> str:
    """Return what may be said for a word, where that can be told in a line."""
    known = schema.get("items", schema).get("$ref", "").rpartition("/")[2]
    if known:
        return ", ".join(described()["components"]["schemas"][known]["enum"])
    return f"{schema['minimum']}–{schema['maximum']}" if "maximum" in schema else ""


def _problem_response(title: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": title, "content": content}


def _complete(operation: dict[str, Any], *, may_be_missing: bool) -> None:
    """Add the answers every address has, and let a parameter that may be left out be of one kind only."""
    answers = operation["responses"]
    for good in answers.values():
        good["description"] = _("Die Antwort")
    is_keyed = bool(operation.get("security"))
    if not is_keyed:
        answers[200]["headers"] = {
            "ETag": {"description": _("ändert sich mit dem Inhalt"), "schema": {"type": "string"}}
        }
    for status in [400, *([401, 403] if is_keyed else []), *([404] if may_be_missing else []), 422, 429]:
        answers[status] = {"$ref": f"#/components/responses/Problem{status}"}
    for parameter in operation["parameters"]:
        schema = parameter["schema"]
        schema.pop("title", None)
        schema.pop("description", None)  # stands beside it already
        kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
        if kinds:
            schema.pop("default", None)
            schema |= kinds[0]


def _spoken(part: Any) -> Any:
    """Return a part of the document with its sentences in the language of the reader, and its keys as JSON has them."""
    if isinstance(part, list):
        return [_spoken(one) for one in part]
    if not isinstance(part, dict):
        return part
    found: dict[str, Any] = {}
    for key, value in part.items():
        if key == "tags":
            found[key] = [gettext(word) for word in value]
        elif key in {"title", "summary", "description"} and isinstance(value, str):
            found[key] = gettext(value) if value else ""
        else:
            found[str(key)] = _spoken(value)
    return found
