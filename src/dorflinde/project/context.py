"""Fills the one template variable `layout` from the place of the page and the modules that are switched on."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext as _

from dorflinde.accounts.public import User, is_staff_anywhere
from dorflinde.core import modules
from dorflinde.desk.public import number_waiting
from dorflinde.outlets.public import Notification
from dorflinde.places.public import Place, the_region
from dorflinde.ui.layout import Crest, Language, Layout, Link, NavItem

_PHONE_ITEMS = 5
_OF_NO_PLACE = (
    "/api/",
    "/konto/",
    "/mitteilungen/",
    "/schreibtisch/",
    "/werkstatt/",
    "/hinweis/",
    "/spur/",
    "/ui/",
    "/redaktion/",
)
_TOWN_HALL = (
    "/schreibtisch/", "/werkstatt/",
    *(f"/hinweis/{name}/" for name in ("liste", "protokoll", "gemeinsam", "freigaben", "regeln", "pausen", "eingreifen")),
)  # fmt: skip


def layout(request: HttpRequest) -> dict[str, Layout]:
    """Return the frame of the page; a view names its place with `request.place`."""
    someone = getattr(request, "user", None)
    place: Place | None = getattr(request, "place", None) or _named(request) or _home(request, someone) or the_region()
    return {"layout": _layout(request, place, someone if isinstance(someone, User) else None)}


def _named(request: HttpRequest) -> Place | None:
    """Return the municipality an address begins with although its page does not exist, so that the way back stays."""
    name = request.path.split("/", 2)[1]
    if not name or request.path.startswith(_OF_NO_PLACE):
        return None
    return Place.objects.filter(kind=Place.Kind.MUNICIPALITY, slug=name).select_related("parent").first()


def _home(request: HttpRequest, someone: object) -> Place | None:
    """Return the home of the person on the pages about themselves: they wear its colours."""
    own = request.path.startswith(("/konto/", "/mitteilungen/"))
    return someone.home if own and isinstance(someone, User) else None


def _layout(request: HttpRequest, place: Place | None, user: User | None) -> Layout:
    here = place.municipality if place is not None and place.kind != Place.Kind.REGION else None
    nav, is_staff_side = _navigation(request, here, user)
    waiting = number_waiting(user) if user and is_staff_anywhere(user) else None
    return Layout(
        title=(here or place).name if place else "Dorflinde",
        subtitle=_subtitle(place, here, is_staff_side=is_staff_side),
        hue=(here or place).hue if place else 150,
        crest=_crest(here or place),
        home_url=here.get_absolute_url() if here else reverse("home"),
        nav=nav,
        nav_label=_("Bereiche des Rathauses") if is_staff_side else _("Hauptbereiche"),
        plus_url=reverse("feed:composer", args=[here.slug]) if here and not is_staff_side else None,
        desk_url=reverse("desk:inbox") if waiting is not None else None,
        waiting=waiting or 0,
        search_url=reverse("feed:search", args=[here.slug]) if here else None,
        bell_url=reverse("outlets:notifications") if user else None,
        unread=Notification.objects.filter(user=user).unread().count() if user else 0,
        account_url=reverse("accounts:me")
        if user
        else f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        account_label=user.public_name if user else "",
        is_signed_in=user is not None,
        is_sample=bool(place and place.is_sample),
        language=get_language() or "de",
        languages=_languages(request),
        footer=_footer(request, here),
    )


def _subtitle(place: Place | None, here: Place | None, *, is_staff_side: bool) -> str:
    if is_staff_side:
        return _("Schreibtisch")
    if here is None or here.parent is None:
        return _("Gemeinden planen gemeinsam") if place else ""
    words = _("%(region)s · Beispielregion") if here.is_sample else _("in der Region %(region)s")
    return words % {"region": here.parent.name}


def _crest(place: Place | None) -> Crest | None:
    if place is None or not place.arms_colours:
        return None
    return Crest(*place.arms_colours[:3])


def _navigation(request: HttpRequest, here: Place | None, user: User | None) -> tuple[list[NavItem], bool]:
    """Return the main navigation and whether it is the town hall's side."""
    if user is not None and _is_staff_side(request, here) and is_staff_anywhere(user):
        return _staff_navigation(request, here), True
    if here is None:
        return [], False  # the region has one page; a bar with one item leads nowhere
    items = [nav for module in modules.switched_on(here.modules_off) for nav in module.nav]
    items.sort(key=lambda nav: nav.order)
    entries = [
        NavItem(str(nav.label), reverse(nav.url_name, args=[here.slug]), nav.icon) for nav in items[: _PHONE_ITEMS - 1]
    ]
    entries.append(NavItem(_("Mehr"), reverse("feed:more", args=[here.slug]), "more"))
    return _mark_current(request, entries), False


def _is_staff_side(request: HttpRequest, here: Place | None) -> bool:
    """Tell whether the page belongs to the town hall's work, so that nobody falls out of the desk on the way."""
    if request.path.startswith(_TOWN_HALL) or request.path.endswith("/antworten/"):
        return True
    if here is None:
        return False
    staff = [nav for module in modules.switched_on(here.modules_off) for nav in module.staff]
    return request.path.startswith(tuple(reverse(nav.url_name, args=[here.slug]) for nav in staff))


def _staff_navigation(request: HttpRequest, here: Place | None) -> list[NavItem]:
    entries = [NavItem(_("Eingang"), reverse("desk:inbox"), "home")]
    if here is None:
        staff = [nav for module in modules.all_modules() for nav in module.staff if nav.start_name]
        entries += [NavItem(str(nav.label), reverse(nav.start_name), nav.icon) for nav in staff]
        entries.append(NavItem(_("Region"), reverse("home"), "hall"))
    else:
        for module in modules.switched_on(here.modules_off):
            entries += [
                NavItem(str(nav.label), reverse(nav.url_name, args=[here.slug]), nav.icon) for nav in module.staff
            ]
        entries = [*entries[: _PHONE_ITEMS - 1], NavItem(_("Dorfplatz"), here.get_absolute_url(), "hall")]
    return _mark_current(request, entries[:_PHONE_ITEMS])


def _mark_current(request: HttpRequest, entries: list[NavItem]) -> list[NavItem]:
    """Mark the item with the longest address the page lies under."""
    fitting = [item.url for item in entries if request.path.startswith(item.url)]
    current = max(fitting, key=len, default="")
    return [NavItem(item.label, item.url, item.icon, item.url == current) for item in entries]


def _languages(request: HttpRequest) -> list[Language]:
    here = get_language() or "de"
    names = {"de": "Deutsch", "en": "English"}
    return [
        Language(
            code,
            names[code],
            f"{reverse('language', args=[code])}?{urlencode({'next': request.get_full_path()})}",
            code == here,
        )
        for code, _name in settings.LANGUAGES
    ]


def _footer(request: HttpRequest, here: Place | None) -> list[Link]:
    slug = [here.slug] if here else []
    suffix = "" if here else "_region"
    return [
        Link(_("Impressum"), reverse(f"places:imprint{suffix}", args=slug)),
        Link(_("Regeln"), reverse("places:rules")),
        Link(_("Datenschutz"), reverse("places:privacy")),
        Link(_("Barrierefreiheit"), reverse("places:accessibility")),
        Link(_("Leichte Sprache"), reverse(f"places:easy_language{suffix}", args=slug)),
        Link(_("Offene Daten"), reverse("interface")),
        Link(_("Etwas melden"), f"{reverse('moderation:notice')}?{urlencode({'adresse': request.get_full_path()})}"),
    ]
