"""Hands out a file that everyone gets alike; who has it already is told that nothing changed."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified


def handed_out(
    request: HttpRequest,
    content: bytes,
    mark: str,
    kind: str,
    name: str,
    *,
    inline: bool = False,
    private: bool = False,
) -> HttpResponse:
    """Answer with a file; `mark` changes when anything in it does."""
    etag = f'"{mark}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    response = HttpResponse(content, content_type=kind)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-store" if private else "public, max-age=0, must-revalidate"
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response
