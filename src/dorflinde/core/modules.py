"""The modules a municipality can switch on and off, and what each brings to navigation, square and composer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from .subjects import Ref, known, subject


@dataclass(frozen=True)
class Nav:
    """One item of the main navigation; the lowest order stands first, five find room on a phone."""

    label: Any
    icon: str
    url_name: str  # takes the slug of the municipality
    order: int
    start_name: str = ""  # takes none: where those who work for several municipalities begin


@dataclass(frozen=True)
class ComposerKind:
    """One answer to „Was möchten Sie?“ behind the round plus."""

    label: Any
    hint: Any
    icon: str
    url_name: str  # takes the slug of the municipality
    order: int
    query: str = ""  # „?kanal=biete“


@dataclass(frozen=True)
class ContributionAction:
    """What a module lets the town hall do with a resident's contribution: „Maßnahme daraus machen“."""

    label: Any
    icon: str
    url: Callable[[str, Ref], str]  # (slug of the municipality, the contribution)
    own: str = ""  # the module whose contributions are this already: an idea is not made into an idea


@dataclass(frozen=True)
class SquareCard:
    """A card a module lays on the square of a municipality; None when it has nothing to say."""

    name: str
    order: int
    render: Callable[[HttpRequest, Any], SafeString | None]  # (request, municipality)


@dataclass(frozen=True)
class Module:
    """What a feature tells the house about itself in AppConfig.ready()."""

    name: str
    title: Any
    is_switchable: bool = True
    nav: tuple[Nav, ...] = ()
    more: tuple[Nav, ...] = ()  # links on the „Mehr“ page
    composer: tuple[ComposerKind, ...] = ()
    cards: tuple[SquareCard, ...] = ()
    on_contributions: tuple[ContributionAction, ...] = ()
    staff: tuple[Nav, ...] = ()  # links of the town hall's side


_modules: dict[str, Module] = {}


def register(module: Module) -> None:
    """Make a module known; the same name twice is a programming error."""
    if module.name in _modules:
        raise ValueError(f"{module.name} is registered already")
    _modules[module.name] = module


def all_modules() -> list[Module]:
    """Return every module in the order of registration."""
    return list(_modules.values())


def switched_on(off: list[str]) -> list[Module]:
    """Return the modules that are on where the names in `off` are switched off."""
    return [module for module in _modules.values() if not (module.is_switchable and module.name in off)]


def contribution_actions(contribution: Ref, off: list[str]) -> list[ContributionAction]:
    """Return what the town hall can do with a contribution; nothing with things that are none."""
    if not known(contribution.kind) or not subject(contribution.kind).may_be_origin:
        return []
    offered = [action for module in switched_on(off) for action in module.on_contributions]
    return [action for action in offered if not action.own or not contribution.kind.startswith(f"{action.own}.")]
