"""What came of an opinion map: its groups, what unites and what divides them; drawn once for all who look."""

import math
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _, ngettext

from dorflinde.participation.models import Activity, Opinion, Statement

if TYPE_CHECKING:
    from dorflinde.methods.opinion_map import Group, OpinionMap

LEAST_VOICES = 5  # fewer votes on a statement would say who it was
LEAST_IN_GROUP = 5  # a town hall may ask for more
_OF_A_KIND = 6  # statements named under one heading
_SHARED, _APART = 0.6, 0.25
WIDTH, HEIGHT, _EDGE, _CELL = 640, 420, 36, 12
_KEPT_SECONDS, _SLOW_FROM, _SLOW_SECONDS = 3600, 200_000, 600
_LETTERS = "ABCDEFGH"
_pen = threading.Lock()


@dataclass(frozen=True)
class Tally:
    """How some people voted on a statement."""

    agrees: int = 0
    disagrees: int = 0
    passes: int = 0

    @property
    def trials(self) -> int:
        """How many voted at all."""
        return self.agrees + self.disagrees + self.passes

    @property
    def agree_share(self) -> float:
        """Per cent who agree."""
        return 100 * self.agrees / self.trials if self.trials else 0.0

    @property
    def disagree_share(self) -> float:
        """Per cent who do not agree."""
        return 100 * self.disagrees / self.trials if self.trials else 0.0

    @property
    def smoothed(self) -> float:
        """The share that agrees as one may expect it of more people: two more votes, one for and one against."""
        return (self.agrees + 1) / (self.trials + 2)


@dataclass(frozen=True)
class Line:
    """A statement with its votes, of all and of each group."""

    text: str
    all: Tally
    groups: tuple[tuple[str, Tally], ...] = ()
    agrees: bool = True  # which side of it is meant: that people agree, or that they do not

    @property
    def share(self) -> float:
        """Per cent of all on the side that is meant."""
        return self.all.agree_share if self.agrees else self.all.disagree_share


@dataclass(frozen=True)
class GroupView:
    """People who vote alike, and what they think more often than the others."""

    letter: str
    size: int
    x: str
    y: str
    stands_for: tuple[tuple[Line, float], ...]  # each with per cent of the group on its side


@dataclass(frozen=True)
class Dot:
    """People who stand close together on the drawing."""

    x: str
    y: str
    r: str
    group: int  # 0: none


@dataclass(frozen=True)
class Picture:
    """An opinion map as it is shown."""

    people: int = 0
    votes: int = 0
    lines: tuple[Line, ...] = ()
    groups: tuple[GroupView, ...] = ()
    dots: tuple[Dot, ...] = ()
    unites: tuple[Line, ...] = ()
    divides: tuple[Line, ...] = ()
    why_no_groups: str = ""

    @property
    def in_words(self) -> str:
        """The drawing as a sentence, for those who do not see it."""
        sizes = ", ".join(_("Gruppe %(letter)s: %(n)d") % {"letter": one.letter, "n": one.size} for one in self.groups)
        words = ngettext("%(n)d Mensch auf der Karte.", "%(n)d Menschen auf der Karte.", self.people)
        return f"{words % {'n': self.people}} {sizes}".strip()


@dataclass
class _Votes:
    """All votes of a map, and who is in which group."""

    rows: Sequence[tuple[int, int, int]]
    group_of: Mapping[Any, int] = field(default_factory=dict)

    def tallies(self) -> tuple[dict[int, Tally], dict[tuple[int, int], Tally]]:
        """Count by statement, and by statement and group."""
        overall: Counter[tuple[int, int]] = Counter()
        inside: Counter[tuple[int, int, int]] = Counter()
        for voice, statement, vote in self.rows:
            overall[statement, vote] += 1
            if (group := self.group_of.get(voice)) is not None:
                inside[statement, group, vote] += 1
        statements = {statement for statement, _vote in overall}
        return (
            {one: Tally(overall[one, 1], overall[one, -1], overall[one, 0]) for one in statements},
            {
                (one, group): Tally(inside[one, group, 1], inside[one, group, -1], inside[one, group, 0])
                for one in statements
                for group in set(self.group_of.values())
            },
        )


def picture_of(activity: Activity) -> Picture:
    """Return the map as its votes are now; one with very many votes may be some minutes old."""
    key, mark = f"opinion-map:{activity.public_id}", _mark(activity)
    if (kept := _kept(key, mark)) is not None:
        return kept
    with _pen:
        if (kept := _kept(key, mark)) is not None:
            return kept
        made = _draw(activity)
        cache.set(key, (mark, time.monotonic(), made), _KEPT_SECONDS)
        return made


def least_in_group(activity: Activity) -> int:
    """Return how many people a group needs before it is shown."""
    return max(LEAST_IN_GROUP, int(activity.options.get("least") or 0))


def _kept(key: str, mark: tuple[object, ...]) -> Picture | None:
    if (kept := cache.get(key)) is None:
        return None
    old_mark, made_at, picture = kept
    is_slow = picture.votes > _SLOW_FROM and old_mark[0] == mark[0] and time.monotonic() - made_at < _SLOW_SECONDS
    return picture if old_mark == mark or is_slow else None


def _mark(activity: Activity) -> tuple[object, ...]:
    """Return what changes whenever the map does: what is shown, and a sum over the votes."""
    shown = Statement.objects.of(activity).shown().values_list("pk", "text")
    votes = Opinion.objects.filter(statement__activity=activity).aggregate(
        number=Count("pk"), sum=Sum(F("vote") * F("pk")), voices=Count("voice", distinct=True)
    )  # fmt: skip
    return (tuple(shown), least_in_group(activity)), *votes.values()


def _draw(activity: Activity) -> Picture:
    from dorflinde.methods.opinion_map import draw, votes_of

    shown = dict(Statement.objects.of(activity).shown().values_list("pk", "text"))
    found = Opinion.objects.filter(statement__activity=activity, statement__hiding__isnull=True).order_by("pk")
    rows = list(found.values_list("voice", "statement", "vote"))
    drawn = draw(votes_of(rows))
    why = _why_no_groups(drawn, least_in_group(activity))
    groups = () if why else drawn.groups
    members = {voice: number for number, group in enumerate(groups) for voice in group.members}
    overall, inside = _Votes(rows, members).tallies()
    lines = {
        key: Line(shown[key], tally, tuple((_LETTERS[at], inside[key, at]) for at in range(len(groups))))
        for key, tally in overall.items()
        if tally.trials >= LEAST_VOICES
    }
    place = _Sheet(drawn)
    return Picture(
        people=len({voice for voice, _statement, _vote in rows}),
        votes=len(rows),
        lines=tuple(sorted(lines.values(), key=lambda line: (-line.all.trials, line.text))),
        groups=tuple(_group(at, group, lines, inside, place) for at, group in enumerate(groups)),
        dots=place.dots(members) if groups else (),
        unites=_uniting(lines.values()),
        divides=_dividing(lines.values()) if groups else (),
        why_no_groups=why,
    )


def _why_no_groups(drawn: "OpinionMap", least: int) -> str:
    if drawn.k < 2:
        return _("Noch zeichnen sich keine Gruppen ab: Dafür braucht es mehr Stimmen, oder alle sind sich recht einig.")
    if min(len(group.members) for group in drawn.groups) < least:
        words = _(
            "Gruppen zeigen wir erst, wenn jede aus mindestens %(n)d Menschen besteht. So ist niemand zu erkennen."
        )
        return words % {"n": least}
    return ""


def _group(
    at: int, group: "Group", lines: Mapping[Any, Line], inside: Mapping[tuple[Any, int], Tally], place: "_Sheet"
) -> GroupView:
    stands_for = []
    for stance in group.representative:
        line = lines.get(stance.statement)
        if line is None:
            continue
        tally = inside[stance.statement, at]
        share = tally.agree_share if stance.agrees else tally.disagree_share
        stands_for.append((Line(line.text, line.all, line.groups, stance.agrees), share))
    x, y = place.at(group.centre)
    return GroupView(_LETTERS[at], len(group.members), x, y, tuple(stands_for[:_OF_A_KIND]))


def _uniting(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return what every group agrees on, or rejects, by the product over the groups (group-informed consensus)."""
    found = []
    for line in lines:
        parts = [tally for _letter, tally in line.groups] or [line.all]
        for agrees in (True, False):
            shares = [part.smoothed if agrees else (part.disagrees + 1) / (part.trials + 2) for part in parts]
            if min(shares) >= _SHARED:
                found.append((math.prod(shares), Line(line.text, line.all, line.groups, agrees)))
    found.sort(key=lambda pair: (-pair[0], pair[1].text))
    return tuple(line for _size, line in found[:_OF_A_KIND])


def _dividing(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return what the groups see most differently."""
    found = []
    for line in lines:
        shares = [tally.smoothed for _letter, tally in line.groups]
        if (apart := max(shares) - min(shares)) >= _APART:
            found.append((apart, line))
    found.sort(key=lambda pair: (-pair[0], pair[1].text))
    return tuple(line for _size, line in found[:_OF_A_KIND])


class _Sheet:
    """Where a place on the plane lies on the drawing."""

    def __init__(self, drawn: "OpinionMap") -> None:
        self.people = drawn.people
        xs, ys = [abs(x) for x, _y in drawn.people.values()], [abs(y) for _x, y in drawn.people.values()]
        self.x_scale = (WIDTH / 2 - _EDGE) / (max(xs, default=0) or 1)
        self.y_scale = (HEIGHT / 2 - _EDGE) / (max(ys, default=0) or 1)

    def at(self, point: tuple[float, float]) -> tuple[str, str]:
        """Return the place of a point, as SVG writes it."""
        x, y = self._place(point)
        return f"{x:.0f}", f"{y:.0f}"

    def dots(self, group_of: Mapping[Any, int]) -> tuple[Dot, ...]:
        """Return people as dots, those who stand close together as one larger dot: nobody is a dot of their own by name."""
        cells: Counter[tuple[int, int, int]] = Counter()
        for person, point in self.people.items():
            x, y = self._place(point)
            cells[round(x / _CELL), round(y / _CELL), group_of.get(person, -1) + 1] += 1
        return tuple(
            Dot(str(x * _CELL), str(y * _CELL), f"{4 * math.sqrt(number):.1f}", group)
            for (x, y, group), number in sorted(cells.items())
        )

    def _place(self, point: tuple[float, float]) -> tuple[float, float]:
        return WIDTH / 2 + point[0] * self.x_scale, HEIGHT / 2 - point[1] * self.y_scale
