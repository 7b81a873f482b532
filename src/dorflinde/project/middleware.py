"""What every answer of the open interface has in common, before any of its addresses is asked."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from dorflinde.accounts.public import allow

_ADDRESS = "/api/v1/"
_WORDS = "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE"
_SECONDS = 60


class OpenInterface:
    """Reads for everyone and for nobody in particular, without a session; who writes brings a key. Every web page may ask, within limits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(_ADDRESS):
            return self.get_response(request)
        response = self._answer(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        if "Authorization" in request.headers:
            response["Cache-Control"] = "private, no-store"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        # Whoever asks gets the same, so that pages may be kept and other web pages learn nothing about the reader.
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        request.user = AnonymousUser()
        if not allow(request, "api", limit=settings.API_REQUESTS_A_MINUTE, seconds=_SECONDS):
            return _refused(request, 429, {"Retry-After": str(_SECONDS)})
        if request.method == "HEAD":
            request.method = "GET"  # the server leaves the body of a HEAD away
        response = self.get_response(request)
        if request.method == "OPTIONS":
            return _told(response.get("Allow", ""))
        if response.status_code == 405:
            return _refused(request, 405, {"Allow": _with_heads(response["Allow"])})
        return response


def _told(allowed: str) -> HttpResponse:
    """Say what an address can do, to programs and to browsers that ask for another website."""
    words = _with_heads(allowed)
    headers = {
        "Allow": words, "Access-Control-Allow-Methods": words, "Access-Control-Max-Age": "86400",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
    }  # fmt: skip
    return HttpResponse(status=204, headers=headers)


def _with_heads(allowed: str) -> str:
    """Return what an address can do, with what the house answers in its place."""
    known = {word.strip() for word in allowed.split(",")} | {"OPTIONS"}
    known |= {"HEAD"} if "GET" in known else set()
    return ", ".join(word for word in _WORDS.split(", ") if word in known)


def _refused(request: HttpRequest, status: int, headers: dict[str, str]) -> HttpResponse:
    from .api import problem  # the interface is loaded with the addresses, not with the settings

    with translation.override(translation.get_language_from_request(request)):
        response = problem(status)
    for name, value in headers.items():
        response[name] = value
    return response
