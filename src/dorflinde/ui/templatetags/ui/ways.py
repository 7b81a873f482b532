"""Things to press and to follow: buttons, breadcrumbs, views, steps, pages."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.forms.utils import flatatt
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dorflinde.core import modules
from dorflinde.core.subjects import Ref
from dorflinde.ui import icons
from dorflinde.ui.library import choose, part, register

BUTTONS = {
    "plain": "kern-btn kern-btn--secondary",
    "main": "kern-btn kern-btn--primary",
    "quiet": "kern-btn kern-btn--tertiary",
    "danger": "kern-btn kern-btn--secondary danger",
}


@register.simple_tag
def button(
    label: object,
    *,
    url: str = "",
    tone: str = "plain",
    icon: str = "",
    icon_only: bool = False,
    name: str = "",
    value: object = "",
    type: str = "submit",
    form: str = "",
    id: str = "",
    aria_label: str = "",
    pressed: bool | None = None,
    confirm: str = "",
    opens: str = "",
    disabled: bool = False,
    wide: bool = False,
    download: bool = False,
    hx_get: str = "",
    hx_post: str = "",
    hx_target: str = "",
    hx_swap: str = "",
    hx_select: str = "",
) -> SafeString:
    """Offer an action: a link when there is an address, a button when there is none."""
    css = choose(BUTTONS, tone, "tone of a button") + (" kern-btn--block" if wide else "")
    attributes: dict[str, Any] = {
        "class": css,
        "id": id or None,
        "aria-label": aria_label or None,
        "aria-pressed": None if pressed is None else str(pressed).lower(),
        "data-confirm": confirm or None,
        "data-opens": opens or None,
        "hx-get": hx_get or None,
        "hx-post": hx_post or None,
        "hx-target": hx_target or None,
        "hx-swap": hx_swap or None,
        "hx-select": hx_select or None,
    }
    if url:
        attributes |= {"href": url, "download": download}
    else:
        kind = "button" if opens else type
        attributes |= {"type": kind, "name": name or None, "form": form or None, "disabled": disabled}
        attributes["value"] = str(value) if name else None
    words = format_html('<span class="kern-label{}">{}</span>', " kern-sr-only" if icon_only else "", label)
    sign = icons.svg(icon) if icon else ""
    return format_html("<{0}{1}>{2}{3}</{0}>", "a" if url else "button", flatatt(attributes), sign, words)


@register.simple_tag
def breadcrumb(items: Sequence[tuple[object, str]]) -> SafeString:
    """Show the way from the place's front page to here."""
    return part("breadcrumb", items=items)


@register.simple_tag
def tabs(items: Sequence[Sequence[Any]], *, label: str = "") -> SafeString:
    """Offer several views of the same thing as links."""
    rows = [
        {"label": row[0], "url": row[1], "is_current": row[2], "count": row[3] if len(row) > 3 else None}
        for row in items
    ]
    return part("tabs", items=rows, label=label or _("Ansichten"))


@register.simple_tag
def steps(items: Sequence[Any], *, current: int = 1) -> SafeString:
    """Show how far one has come on a way of several steps."""
    rows = []
    for number, item in enumerate(items, start=1):
        label, url = (item, "") if isinstance(item, str) or not isinstance(item, Sequence) else (item[0], item[1])
        state = "done" if number < current else "now" if number == current else "next"
        rows.append({"label": label, "url": url, "state": state, "number": number})
    return part("steps", items=rows, current=current, total=len(rows))


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any], *, param: str = "seite", label: str = "") -> SafeString:
    """Lead through the pages of a list and keep what was searched for."""
    request = context.get("request")
    query = request.GET.copy() if isinstance(request, HttpRequest) else QueryDict(mutable=True)

    def address(number: int) -> str:
        query[param] = str(number)
        return f"?{query.urlencode()}"

    numbers = [
        {
            "number": number,
            "url": address(number) if isinstance(number, int) else "",
            "is_current": number == page.number,
        }
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return part(
        "pagination",
        numbers=numbers,
        many=page.paginator.num_pages > 1,
        previous_url=address(page.previous_page_number()) if page.has_previous() else "",
        next_url=address(page.next_page_number()) if page.has_next() else "",
        label=label or _("Seiten"),
    )


@register.simple_tag
def pager(*, previous_url: str = "", next_url: str = "", previous_label: str = "", next_label: str = "") -> SafeString:
    """Lead to newer and older entries."""
    return part(
        "pager",
        previous_url=previous_url,
        next_url=next_url,
        previous_label=previous_label or _("Neuere"),
        next_label=next_label or _("Ältere"),
    )


@register.simple_tag
def contribution_buttons(place: Any, contribution: Ref) -> SafeString:
    """Offer the town hall what the modules of a place can do with a resident's contribution."""
    actions = modules.contribution_actions(contribution, place.modules_off)
    buttons = (
        (button(action.label, url=action.url(place.slug, contribution), icon=action.icon, wide=True),)
        for action in actions
    )
    return format_html_join("", "{}", buttons)
