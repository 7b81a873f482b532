"""Money, shares and amounts of work as people in Germany write them, read exactly and written back.

Amounts are ``Decimal`` euros with two places (they fit a ``DecimalField(max_digits=12, decimal_places=2)``); shares are
``Decimal`` percentage points from 0 to 100; ``None`` always means: nobody has said yet.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeGuard

from django.utils.translation import gettext as _

from dorflinde.core.text import excerpt

CENT = Decimal("0.01")
MOST = Decimal("9999999999.99")  # what twelve digits hold; a municipality's whole budget fits many times

NOT_SAID = frozenset({
    "", "-", "--", "–", "—", "?", "k. a.", "k.a.", "ka", "keine angabe", "noch offen", "offen", "unbekannt", "n. n.", "n.n.", "nn",
    "tbd", "tba", "n/a", "na", "unknown", "open", "noch zu klären", "wird ermittelt",
})  # fmt: skip
NOTHING = frozenset({"keine", "kein", "kostenlos", "kostenfrei", "kostenneutral", "entfällt", "none", "free"})

_ABOUT = re.compile(
    r"^(?:ca\.?|circa|zirka|etwa|rund|ungefähr|geschätzt|vorauss\.|voraussichtlich|max\.|maximal|höchstens|bis zu|bis|je|jeweils|approx\.?|about|up to|~|≈|<|≤)\s*"
)
_CURRENCY = re.compile(r"€|\beuros?\b|\beur\b|\bbrutto\b|\binkl\.?\s*(?:mwst|ust)\b\.?")
_YEARLY = re.compile(
    r"(?:/\s*(?:jahr|a|year|yr)\b\.?|\b(?:pro|je|im|per|a)\s+(?:jahr|year)\b|\bp\.\s*a\.?|\bpa\b|\bjährlich\b|\bannum\b|\byearly\b)"
)
_TIMES: Mapping[str, Decimal] = {
    "t": Decimal(1000), "teur": Decimal(1000), "tsd": Decimal(1000), "tausend": Decimal(1000), "k": Decimal(1000), "thousand": Decimal(1000),
    "mio": Decimal(10**6), "million": Decimal(10**6), "millionen": Decimal(10**6), "millions": Decimal(10**6), "m": Decimal(10**6),
    "mrd": Decimal(10**9), "milliarde": Decimal(10**9), "milliarden": Decimal(10**9),
}  # fmt: skip
_NUMBER_AND_WORD = re.compile(r"(?P<number>[0-9][0-9.,' ]*)(?P<word>[a-zäöü]*)\.?")


class NotAnAmountError(ValueError):
    """What was written is no amount; the message says so to the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted value with the unit it was written with: „60 %“, „3.800“, „12 Häuser“."""

    amount: Decimal
    unit: str = ""


def parse_euro(value: object) -> Decimal | None:
    """Read an amount of money; ``None`` when nothing was said, zero when it was said to cost nothing."""
    if _is_number(value):
        return _in_range(_exact(value), value)
    text = _plain(value)
    if text in NOT_SAID:
        return None
    if text in NOTHING:
        return Decimal("0.00")
    bare = _CURRENCY.sub(" ", _YEARLY.sub(" ", _without_about(text)))
    # „500,-“ and „500,–“ are whole euros; „TEUR 5“ is „5 TEUR“
    bare = re.sub(r",\s*[-–—]+\s*$", "", bare.strip()).strip()
    bare = re.sub(r"^(t|teur|tsd\.?)\s+([0-9].*)$", r"\2 \1", bare)
    amount, word = _split(bare, value)
    if word not in _TIMES and word:
        raise _not_money(value)
    if not word and re.fullmatch(r"\d{1,3},\d{3}", bare):
        raise NotAnAmountError(
            _("„%(text)s“ ist nicht eindeutig. Bitte schreiben Sie zum Beispiel „12.500 €“ oder „12,50 €“.")
            % {"text": _short(value)}
        )
    return _in_range(amount * _TIMES.get(word, Decimal(1)), value)


def parse_percent(value: object) -> Decimal | None:
    """Read a share as percentage points: „90 %“, „90“, „0,9“ and 0.9 are all ninety.

    Up to and including one, a number without a percent sign is a share of one, as spreadsheets store it: 1 is a hundred percent.
    """
    signed = False
    if _is_number(value):
        share = _exact(value)
    else:
        text = _plain(value)
        if text in NOT_SAID:
            return None
        bare = re.sub(r"(?:%|\bprozent\b|\bpercent\b|\bv\.\s*h\.?)\s*$", "", _without_about(text))
        signed = bare != _without_about(text)
        if not re.fullmatch(r"[0-9]{1,12}(?:[.,][0-9]{1,12})?", bare.strip(), re.ASCII):
            raise NotAnAmountError(
                _("„%(text)s“ ist kein Anteil. Bitte schreiben Sie zum Beispiel „90 %%“.") % {"text": _short(value)}
            )
        share = Decimal(bare.strip().replace(",", "."))
    if not signed and share <= 1:
        share *= 100
    if not 0 <= share <= 100:
        raise NotAnAmountError(_("„%(text)s“ ist kein Anteil zwischen 0 und 100 Prozent.") % {"text": _short(value)})
    return share.quantize(CENT, ROUND_HALF_UP)


def parse_person_months(value: object) -> Decimal | None:
    """Read an amount of work in person-months: „14“, „2,5“, „3 PM“, „4 Personenmonate“; person-years count twelve."""
    quantity = parse_quantity(value)
    if quantity is None:
        return None
    unit = quantity.unit.replace(" ", "").replace("-", "").rstrip(".").casefold()
    if unit in {
        "",
        "pm",
        "personenmonat",
        "personenmonate",
        "monat",
        "monate",
        "personmonths",
        "personmonth",
        "months",
    }:
        months = quantity.amount
    elif unit in {"pj", "personenjahr", "personenjahre", "personyears", "personyear", "jahr", "jahre", "years"}:
        months = quantity.amount * 12
    else:
        raise NotAnAmountError(
            _("„%(text)s“ ist keine Zahl von Personenmonaten. Bitte schreiben Sie zum Beispiel „2,5“.")
            % {"text": _short(value)}
        )
    if not 0 <= months <= 9999:
        raise NotAnAmountError(_("„%(text)s“ ist keine mögliche Zahl von Personenmonaten.") % {"text": _short(value)})
    return months.quantize(CENT, ROUND_HALF_UP)


def parse_quantity(value: object) -> Quantity | None:
    """Read a counted value with its unit, as indicators have it: „3.800“, „0 %“, „21 Tage“."""
    if _is_number(value):
        return Quantity(_in_range(_exact(value), value, least=-MOST))
    text = _plain(value, fold=False)
    if text.casefold() in NOT_SAID:
        return None
    text = _without_about(text)
    found = re.match(r"([-−+]?)\s*([0-9][0-9.,']*(?: [0-9]{3}(?![0-9]))*(?:[.,][0-9]+)?)\s*(.*)$", text, re.DOTALL)
    if not found:
        raise NotAnAmountError(_("„%(text)s“ ist keine Zahl.") % {"text": _short(value)})
    sign, digits, unit = found.groups()
    amount, word = _split(digits, value)
    if word or any(character.isdigit() for character in unit[:1]) or len(unit) > 60:
        raise NotAnAmountError(_("„%(text)s“ ist keine Zahl.") % {"text": _short(value)})
    amount = _in_range(-amount if sign in {"-", "−"} else amount, value, least=-MOST)
    return Quantity(amount, unit.strip())


def format_euro(amount: Decimal | float | None, language: str = "de") -> str:
    """Write an amount of money: „185.000 €“, cents only where there are some; an unknown amount is a dash."""
    if amount is None:
        return "–"
    exact = _exact(amount).quantize(CENT, ROUND_HALF_UP)
    digits = _grouped(exact, places=0 if exact == exact.to_integral_value() else 2, language=language)
    return f"{digits}\N{NO-BREAK SPACE}€" if _is_german(language) else f"€{digits}".replace("€-", "-€")


def format_percent(share: Decimal | float | None, language: str = "de") -> str:
    """Write a share in percentage points: „90 %“, „62,5 %“; an unknown share is a dash."""
    if share is None:
        return "–"
    digits = format_number(share, language)
    return f"{digits}\N{NO-BREAK SPACE}%" if _is_german(language) else f"{digits}%"


def format_number(number: Decimal | float | None, language: str = "de") -> str:
    """Write a number with as many decimals as it has, at most two: „3.800“, „2,5“; an unknown number is a dash."""
    if number is None:
        return "–"
    exact = _exact(number).quantize(CENT, ROUND_HALF_UP)
    places = 0 if exact == exact.to_integral_value() else 1 if exact * 10 == (exact * 10).to_integral_value() else 2
    return _grouped(exact, places=places, language=language)


def _grouped(exact: Decimal, *, places: int, language: str) -> str:
    english = f"{exact:,.{places}f}"
    return english.translate(str.maketrans(",.", ".,")) if _is_german(language) else english


def _is_german(language: str) -> bool:
    return language.lower().startswith("de")


def _is_number(value: object) -> TypeGuard[int | float | Decimal]:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _exact(value: Decimal | float) -> Decimal:
    """Spreadsheet numbers become what they show: 0.9 is nine tenths, not its binary neighbour."""
    exact = value if isinstance(value, Decimal) else Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    if not exact.is_finite():
        raise _not_money(value)
    return exact


def _plain(value: object, *, fold: bool = True) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _not_money(value)
    text = " ".join(unicodedata.normalize("NFC", value).replace("’", "'").split())
    return text.casefold() if fold else text


def _without_about(text: str) -> str:
    return _ABOUT.sub("", _ABOUT.sub("", text, count=1), count=1)


def _split(text: str, value: object) -> tuple[Decimal, str]:
    """The number at the beginning and the one word that may follow it („1,5 mio“)."""
    if text.startswith(("-", "−")) and re.match(r"[-−]\s*\d", text):
        raise NotAnAmountError(
            _("„%(text)s“ ist negativ. Bitte geben Sie eine Zahl ab 0 an.") % {"text": _short(value)}
        )
    if re.search(r"\d\s*(?:-|–|—|\bbis\b|\bto\b)\s*\d", text):
        raise NotAnAmountError(
            _("„%(text)s“ ist eine Spanne. Bitte geben Sie eine einzelne Zahl an.") % {"text": _short(value)}
        )
    found = _NUMBER_AND_WORD.fullmatch(text)
    if not found or len(found["number"]) > 40:
        raise _not_money(value)
    return _decimal(found["number"].strip(), value), found["word"]


def _decimal(digits: str, value: object) -> Decimal:
    """German grouping first („38.000“ is thousands), then English, then a lone dot or comma as the decimal sign."""
    shapes = (
        (r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", ".", ","),
        (r"\d{1,3}(?:,\d{3})+\.\d+", ",", "."),
        (r"\d{1,3}(?:,\d{3}){2,}", ",", "."),
        (r"\d{1,3}(?:[ ']\d{3})+(?:,\d+)?", " '", ","),
        (r"\d+(?:,\d+)?", "", ","),
        (r"\d+\.\d+", "", "."),
    )
    for pattern, group, point in shapes:
        # [0-9] and not \d alone: \d also matches digits of other scripts
        if re.fullmatch(pattern, digits, re.ASCII):
            bare = digits
            for sign in group:
                bare = bare.replace(sign, "")
            return Decimal(bare.replace(point, "."))
    raise _not_money(value)


def _in_range(amount: Decimal, value: object, *, least: Decimal = Decimal(0)) -> Decimal:
    if amount < least:
        raise NotAnAmountError(
            _("„%(text)s“ ist negativ. Bitte geben Sie eine Zahl ab 0 an.") % {"text": _short(value)}
        )
    if abs(amount) > MOST:
        raise NotAnAmountError(_("„%(text)s“ ist zu groß. Bitte prüfen Sie die Zahl.") % {"text": _short(value)})
    return amount.quantize(CENT, ROUND_HALF_UP)


def _not_money(value: object) -> NotAnAmountError:
    return NotAnAmountError(
        _("„%(text)s“ ist kein Betrag. Bitte schreiben Sie zum Beispiel „12.500 €“ oder „1,5 Mio. €“.")
        % {"text": _short(value)}
    )


def _short(value: object) -> str:
    # Python refuses to spell out integers of thousands of digits
    return "…" if isinstance(value, int) and value.bit_length() > 256 else excerpt(str(value), longest=60)
