"""How the statements of an opinion map were voted on, as a table."""

import csv
from collections.abc import Iterator

from django.utils.translation import gettext as _

from dorflinde.participation.queries import Picture

from .cells import Line, harmless


def statements_as_csv(picture: Picture) -> Iterator[str]:
    """Return a line for each statement with enough votes; groups only where they may be shown."""
    writer = csv.writer(Line(), delimiter=";", lineterminator="\r\n")
    letters = [group.letter for group in picture.groups]
    heads = [_("Aussage"), _("Stimmen"), _("stimmen zu"), _("stimmen nicht zu"), _("weiß nicht")]
    for letter in letters:
        heads += [_("Gruppe %(letter)s: stimmen zu") % {"letter": letter}, _("Gruppe %(letter)s: stimmen nicht zu") % {"letter": letter}]  # fmt: skip
    yield "\ufeff" + writer.writerow(heads)
    for line in picture.lines:
        cells: list[str | int] = [harmless(line.text), line.all.trials, line.all.agrees, line.all.disagrees, line.all.passes]  # fmt: skip
        for _letter, tally in line.groups:
            cells += [tally.agrees, tally.disagrees]
        yield writer.writerow(cells)
