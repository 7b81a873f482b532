"""The frame of a page: its layout and what the last action had to say."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.context import Context

from dorflinde.ui.layout import Layout
from dorflinde.ui.library import register

MESSAGES = {"debug": "info", "info": "info", "success": "success", "warning": "warning", "error": "danger"}


@register.simple_tag(takes_context=True)
def page_layout(context: Context) -> Layout:
    """Return the layout of the place, or that of a page which belongs to none."""
    layout = context.get("layout")
    return layout if isinstance(layout, Layout) else Layout()


@register.simple_tag(takes_context=True)
def page_messages(context: Context) -> Sequence[tuple[str, str]]:
    """Return what the last action had to say, as (tone, words); a guest without a session is not given one for asking."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return []
    storage = get_messages(request)
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and not getattr(storage, "added_new", False):
        return []
    return [(MESSAGES.get(message.level_tag, "info"), str(message)) for message in storage]
