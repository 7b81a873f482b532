"""The icons of the house, drawn on a grid of 24 with one stroke; they stand inside the page and ask nobody for a file."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from dorflinde.ui.library import choose

# Paths only: colour, width and round ends come from the stylesheet (.i).
PATHS: dict[str, str] = {
    "home": '<path d="M4 11.2 12 4l8 7.2V20h-5.2v-5.6H9.2V20H4z"/>',
    "talk": '<path d="M4 5h16v11.2h-8.6L7 20v-3.8H4z"/>',
    "say": '<path d="m8 11 3.4 3.4L20.5 5"/><path d="M20 12.5V20H4V4h10.5"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10.2h16M8.6 3.2v4M15.4 3.2v4"/>',
    "more": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "search": '<circle cx="10.8" cy="10.8" r="6.3"/><path d="m15.6 15.6 4.9 4.9"/>',
    "bell": '<path d="M6.2 16.6V11a5.8 5.8 0 0 1 11.6 0v5.6l1.7 1.9h-15z"/><path d="M10.2 21h3.6"/>',
    "person": '<circle cx="12" cy="8" r="3.8"/><path d="M4.6 20.2c.7-4 3.6-6 7.4-6s6.7 2 7.4 6"/>',
    "heart": '<path d="M12 20S4 15 4 9.2a4.1 4.1 0 0 1 8-1.3 4.1 4.1 0 0 1 8 1.3C20 15 12 20 12 20z"/>',
    "reply": '<path d="M9.5 6 4 11.5 9.5 17"/><path d="M4 11.5h9.5c3.9 0 6.5 2.4 6.5 6.5"/>',
    "pin": '<path d="M12 21s6.6-6.2 6.6-11.2a6.6 6.6 0 0 0-13.2 0C5.4 14.8 12 21 12 21z"/><circle cx="12" cy="9.8" r="2.4"/>',
    "map": '<path d="m4 6.6 5.3-2.1 5.4 2.1L20 4.5v12.9l-5.3 2.1-5.4-2.1L4 19.5z"/><path d="M9.3 4.5v12.9M14.7 6.6v12.9"/>',
    "list": '<path d="M9 6.5h11M9 12h11M9 17.5h11"/><path d="M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01"/>',
    "flag": '<path d="M5.5 21V4"/><path d="M5.5 4.8c4-2 7 2 13 0v8.9c-6 2-9-2-13 0"/>',
    "check": '<path d="m4.8 12.6 4.7 4.7L19.2 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.2"/><path d="M12 7.3v5l3.3 2"/>',
    "edit": '<path d="M4.5 19.5 5.6 15 16 4.6a2 2 0 0 1 2.8 0l.6.6a2 2 0 0 1 0 2.8L9 18.4z"/><path d="m14 6.6 3.4 3.4"/>',
    "trash": '<path d="M4.5 7h15M9 7V4.2h6V7M6.5 7l.9 13h9.2l.9-13"/><path d="M10.3 11v5M13.7 11v5"/>',
    "download": '<path d="M12 4v11M7.5 10.8 12 15.3l4.5-4.5"/><path d="M4.5 19.5h15"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3"/><path d="M7 14h10v6H7z"/>',
    "arrow": '<path d="M4.5 12h15M13.5 6l6 6-6 6"/>',
    "back": '<path d="M19.5 12h-15M10.5 6l-6 6 6 6"/>',
    "star": '<path d="m12 3.8 2.5 5.3 5.7.8-4.1 4.1 1 5.8L12 17l-5.1 2.8 1-5.8-4.1-4.1 5.7-.8z"/>',
    "group": '<circle cx="9" cy="8.5" r="3.2"/><path d="M3 19.5c.5-3.5 2.8-5.2 6-5.2s5.5 1.7 6 5.2"/><path d="M15.3 5.6a3.2 3.2 0 0 1 0 5.8M17.3 14.7c2 .6 3.3 2.2 3.7 4.8"/>',
    "hall": '<path d="M4 20h16M5.5 20v-8.5h13V20M4 11.5 12 6.8l8 4.7z"/><path d="M12 6.8V3M9.2 20v-4.5M14.8 20v-4.5"/>',
    "desk": '<path d="M4 13.5 6.5 5h11l2.5 8.5V19H4z"/><path d="M4 13.5h4.6l1.4 2.4h4l1.4-2.4H20"/>',
    "roadmap": '<path d="M4 4v16h16"/><path d="M7.5 8h6M10.5 12h7M13.5 16h6"/>',
    "filter": '<path d="M4 7h9M18 7h2M4 17h2M11 17h9"/><circle cx="15.5" cy="7" r="2.3"/><circle cx="8.5" cy="17" r="2.3"/>',
    "euro": '<path d="M18 6.6A7 7 0 1 0 18 17.4"/><path d="M4 10.4h9.5M4 13.6h9.5"/>',
    "warning": '<path d="M12 4 2.8 19.8h18.4z"/><path d="M12 10v4.6M12 17.1h.01"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11.2v5M12 7.8h.01"/>',
    "photo": '<path d="M4 7.5h4l1.5-2.5h5L16 7.5h4V19H4z"/><circle cx="12" cy="13" r="3.4"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3"/><path d="M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.1-1.1"/>',
    "eye": '<path d="M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>',
    "undo": '<path d="M8.5 4.5 4 9l4.5 4.5"/><path d="M4 9h10a5.5 5.5 0 0 1 0 11H8"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7 8 6 8-6"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8.5-8.5M16 7.5l2.8 2.8"/>',
    "news": '<path d="M4 5h12.5v15H6a2 2 0 0 1-2-2z"/><path d="M16.5 9H20v9a2 2 0 0 1-2 2h-1.5"/><path d="M7.3 9h6M7.3 12.5h6M7.3 16h3.5"/>',
    "offer": '<path d="M12 11V3.5M8.8 6.3 12 3.2l3.2 3.1"/><path d="M3.5 15.5h3.7c2.2 0 2.6 1.5 4.8 1.5h2.8a1.5 1.5 0 0 0 0-3M14.8 17l4-1.8a1.5 1.5 0 0 1 1.4 2.7L13.8 21H7l-3.5-1"/>',
    "wanted": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/><path d="M9.2 9.6a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3M11 14.6h.01"/>',
    "idea": '<path d="M9 17.5c0-2.5-3-4-3-7.8a6 6 0 0 1 12 0c0 3.8-3 5.3-3 7.8z"/><path d="M9.8 21h4.4"/>',
    "report": '<path d="M4 10v4.5h3L14.5 19V5.5L7 10z"/><path d="M18 9a4.5 4.5 0 0 1 0 6.5"/>',
    "settings": '<circle cx="12" cy="12" r="3"/><path d="M12 3.5v2.7M12 17.8v2.7M3.5 12h2.7M17.8 12h2.7M6 6l1.9 1.9M16.1 16.1 18 18M18 6l-1.9 1.9M7.9 16.1 6 18"/>',
    "moon": '<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 2.8v2.4M12 18.8v2.4M2.8 12h2.4M18.8 12h2.4M5.5 5.5l1.7 1.7M16.8 16.8l1.7 1.7M18.5 5.5l-1.7 1.7M7.2 16.8l-1.7 1.7"/>',
}
SIZES = {"": "i", "small": "i i-small", "large": "i i-large"}


def svg(name: str, label: str = "", size: str = "") -> SafeString:
    """Return an icon: decoration without a label, an image with one."""
    paths = mark_safe(choose(PATHS, name, "icon"))  # noqa: S308 - our own drawings above
    css = choose(SIZES, size, "icon size")
    if label:
        return format_html('<svg class="{}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', css, label, paths)
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', css, paths)
