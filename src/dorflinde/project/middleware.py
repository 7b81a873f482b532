"""What every answer of the open interface has in common, before any of its addresses is asked."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from dorflinde.accounts.public import allow

_ADDRESS = "/api/v1/"
_READING = "GET, HEAD, OPTIONS"
_SECONDS = 60


class OpenInterface:
    """Reads for everyone and for nobody in particular: no session, no other method, every web page may ask, within limits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(_ADDRESS):
            return self.get_response(request)
        response = self._answer(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        # Whoever asks gets the same, so that pages may be kept and other web pages learn nothing about the reader.
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        request.user = AnonymousUser()
        if request.method == "OPTIONS":
            return HttpResponse(
                status=204, headers={"Allow": _READING, "Access-Control-Allow-Methods": _READING, "Access-Control-Max-Age": "86400"}
            )  # fmt: skip
        if request.method not in {"GET", "HEAD"}:
            return _refused(request, 405, {"Allow": _READING})
        if not allow(request, "api", limit=settings.API_REQUESTS_A_MINUTE, seconds=_SECONDS):
            return _refused(request, 429, {"Retry-After": str(_SECONDS)})
        request.method = "GET"  # the server leaves the body of a HEAD away
        return self.get_response(request)


def _refused(request: HttpRequest, status: int, headers: dict[str, str]) -> HttpResponse:
    from .api import problem  # the interface is loaded with the addresses, not with the settings

    with translation.override(translation.get_language_from_request(request)):
        response = problem(status)
    for name, value in headers.items():
        response[name] = value
    return response
