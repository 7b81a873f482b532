"""Public pages are pure functions of (path, language, edition): made once, kept, compressed once, answered with 304."""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language_from_request
from django.utils.translation.trans_real import get_supported_language_variant

from .editions import edition_of

Key = tuple[str, str, str, int]
_KEPT_TYPES = ("text/html", "application/json")
_PRIVATE_PREFIXES = ("/konto/", "/redaktion/", "/schreibtisch/", "/werkstatt/", "/static/", "/media/", "/mitteilungen/")


@dataclass(frozen=True)
class Kept:
    """One kept page: its headers and its two wire forms."""

    until: float
    etag: str
    headers: tuple[tuple[str, str], ...]
    plain: bytes
    packed: bytes

    @property
    def size(self) -> int:
        """Bytes it takes in memory."""
        return len(self.plain) + len(self.packed)


class PageStore:
    """Pages kept in this process, least recently used leave first; bounded in bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._most, self._held = most_bytes, 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> Kept | None:
        """Return the page if it is kept and fresh."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or page.until < time.monotonic():
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Kept) -> None:
        """Keep a page, letting older ones go while the store is over its size."""
        with self._lock:
            old = self._pages.pop(key, None)
            self._held += page.size - (old.size if old else 0)
            self._pages[key] = page
            while self._held > self._most and self._pages:
                self._held -= self._pages.popitem(last=False)[1].size

    def clear(self) -> None:
        """Let every page go."""
        with self._lock:
            self._pages.clear()
            self._held = 0


store = PageStore(settings.PUBLIC_PAGE_BYTES)


class PublicPages:
    """Answers readers without an account from kept pages; everyone else passes through untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_public_read(request):
            return self.get_response(request)
        key = (request.get_host(), request.get_full_path(), _language(request), edition_of(request.path))
        page = store.get(key)
        if page is None:
            response = self.get_response(request)
            page = _keepable(response)
            if page is None:
                return response
            store.put(key, page)
        return _answer(request, page)


def _is_public_read(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HX-Request" not in request.headers
        and not request.path.startswith(_PRIVATE_PREFIXES)
    )


def _language(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen:
        try:
            return get_supported_language_variant(chosen)
        except LookupError:
            pass
    return get_language_from_request(request)


def _keepable(response: HttpResponseBase) -> Kept | None:
    """Return the page to keep, or None for anything private, changing, streamed or of another kind."""
    if response.status_code != 200 or response.streaming or response.cookies or response.has_header("Content-Encoding"):
        return None
    if response.has_header("Cache-Control") or not isinstance(response, HttpResponse):
        return None
    if not response.get("Content-Type", "").startswith(_KEPT_TYPES):
        return None
    body = response.content
    headers = [(name, value) for name, value in response.items() if name not in {"Content-Length", "Vary", "ETag"}]
    headers.append(
        ("Cache-Control", f"public, max-age=0, s-maxage={settings.PUBLIC_PAGE_SECONDS // 2}, must-revalidate")
    )
    headers.append(("Vary", "Accept-Encoding, Accept-Language, Cookie"))
    return Kept(
        until=time.monotonic() + settings.PUBLIC_PAGE_SECONDS,
        etag=f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
        headers=tuple(headers),
        plain=body,
        packed=brotli.compress(body, quality=6),
    )


def _answer(request: HttpRequest, page: Kept) -> HttpResponse:
    response: HttpResponse
    if request.headers.get("If-None-Match") == page.etag:
        response = HttpResponse(status=304)
    elif "br" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(page.packed)
        response["Content-Encoding"] = "br"
    else:
        response = HttpResponse(page.plain)
    for name, value in page.headers:
        response[name] = value
    response["ETag"] = page.etag
    return response
