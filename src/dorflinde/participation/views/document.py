"""A draft and a debate as people read them, and what became of what was said."""

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dorflinde.participation import exports, policies, policies_remarks, queries
from dorflinde.participation.models import Activity, ClosingWord
from dorflinde.places.public import at, open_municipality

from .remarks import listed, write

_REMARKS_A_PAGE = 50
_FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def document_page(request: HttpRequest, activity: Activity) -> HttpResponseBase:
    """Show the draft with the comments beside each paragraph."""
    context = {
        "place": activity.project.municipality, "project": activity.project, "activity": activity,
        "draft": queries.draft_of(activity, request.user), "verdicts": queries.verdicts_of(activity),
        "permit": policies.may_take_part(request.user, activity),
        "may_manage": policies.may_manage(request.user, activity.project.place),
    }  # fmt: skip
    return render(request, "participation/document/page.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paragraph(
    request: HttpRequest, municipality: str, project: str, activity: str, paragraph: uuid.UUID
) -> HttpResponse:
    """Show one paragraph with everything said about it, and take one more comment."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_remarks.visible_document(request.user, place, project, activity)
    about = policies_remarks.paragraph_of(found, paragraph)
    tops = queries.readable_remarks(found, request.user).filter(paragraph=about).on_top()
    context = listed(request, found, tops, paragraph=about)
    return write(request, found, template="participation/document/paragraph.html", paragraph=about, context=context)


@require_safe
def debate_page(request: HttpRequest, activity: Activity) -> HttpResponseBase:
    """Show a debate: the question, who is for and against it, and what was said."""
    context = {
        "place": activity.project.municipality, "project": activity.project, "activity": activity,
        "permit": policies.may_take_part(request.user, activity), "stances": queries.stances_of(activity),
        "closing": ClosingWord.objects.filter(activity=activity).first(), "is_newest": request.GET.get("folge") == queries.NEWEST_REMARKS,
        **listed(request, activity, queries.readable_remarks(activity, request.user).on_top()),
    }  # fmt: skip
    return render(request, "participation/debate/page.html", context)


@require_safe
def weighing(request: HttpRequest, municipality: str, project: str, activity: str) -> HttpResponse:
    """Show the table of what became of the comments."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_remarks.visible_talk(request.user, place, project, activity)
    rows = Paginator(queries.weighed_query(found), _REMARKS_A_PAGE).get_page(request.GET.get("seite"))
    context = {
        "place": place, "project": found.project, "activity": found, "page": rows,
        "verdicts": queries.verdicts_of(found),
    }  # fmt: skip
    return render(request, "participation/remarks/weighing.html", context)


@require_safe
def weighing_file(
    request: HttpRequest, municipality: str, project: str, activity: str, ending: str
) -> HttpResponseBase:
    """Hand the same table out as a file."""
    place = at(request, open_municipality(municipality, module="participation"))
    found = policies_remarks.visible_talk(request.user, place, project, activity)
    if ending not in _FILES:
        raise Http404(_("Diese Datei gibt es nicht."))
    if ending == "xlsx":
        response: HttpResponseBase = HttpResponse(exports.weighing_as_workbook(found), content_type=_FILES[ending])
    else:
        response = StreamingHttpResponse(exports.weighing_as_csv(found), content_type=_FILES[ending])
    response["Content-Disposition"] = f'attachment; filename="abwaegung-{found.slug}.{ending}"'
    return response
