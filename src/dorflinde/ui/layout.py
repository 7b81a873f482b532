"""What the frame of a page shows around its content: place, colours, ways to go. Filled by whoever knows the place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dorflinde.ui import theme


@dataclass(frozen=True, slots=True)
class Link:
    """A line one can follow."""

    label: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class NavItem:
    """One of up to five main areas: bottom bar on phones, rail on wide screens."""

    label: str | Promise
    url: str
    icon: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """A language the page can be read in."""

    code: str
    label: str | Promise
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Crest:
    """The colours of a coat of arms, as hex codes: the field, the lime tree on it, and an upper third if there is one."""

    field: str = "#1f6446"
    charge: str = "#f3c04f"
    chief: str = ""

    @property
    def colours(self) -> tuple[str, ...]:
        """Return the colours in the order in which the shield is painted."""
        return tuple(colour for colour in (self.field, self.charge, self.chief) if colour)


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything ui/base.html reads; the defaults make a page that belongs to no place."""

    title: str | Promise = "Dorflinde"
    subtitle: str | Promise = ""
    hue: int = theme.DEFAULT_HUE
    crest: Crest | None = None
    home_url: str = "/"
    nav: Sequence[NavItem] = ()
    nav_label: str | Promise = _("Hauptbereiche")
    plus_url: str | None = None
    plus_label: str | Promise = _("Neuer Beitrag")
    search_url: str | None = None
    desk_url: str | None = None
    waiting: int = 0  # what lies on the desk
    bell_url: str | None = None
    unread: int = 0
    account_url: str | None = None
    account_label: str | Promise = ""
    is_signed_in: bool = False
    is_sample: bool = False
    language: str = "de"
    languages: Sequence[Language] = ()
    footer: Sequence[Link] = ()

    @property
    def nearest_hue(self) -> int:
        """Return the hue as the stylesheet knows it: in steps of ten."""
        return theme.nearest_hue(self.hue)

    @property
    def browser_colours(self) -> tuple[str, str]:
        """Return the colour of the browser's own frame, by day and by night."""
        return theme.hexcode("card", self.hue), theme.hexcode("card", self.hue, "dark")
