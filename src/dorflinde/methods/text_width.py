"""How wide a text will be in Fira Sans, without asking a browser."""

import unicodedata
from collections.abc import Iterator

# Advance widths in thousandths of the font size, rounded up to ten (Fira Sans 4.3, SIL Open Font License).
_REGULAR = {
    220: "'", 230: "‘’‚", 240: ",.:;·", 250: "!¡", 270: " ", 280: "j", 290: "iı", 300: "Il`´", 310: "J", 320: "ł", 330: "()[]{}•",
    340: "f¯", 370: "t", 390: "r¨", 400: '"²³¹', 410: "-|¦“”„", 440: "*1z", 450: "7", 460: "?¿", 470: "s", 480: "c¢", 490: "x~",
    500: "+23<=>FLvyªº¬±×÷−", 510: "5", 520: "#/T\\_gk£ŁŦ–", 530: "9Z°", 540: "$46EX^¥§", 550: "SYae", 560: "08CV¤", 570: "»ð",
    580: "A«€", 590: "KPhnouµÞø", 600: "bdpqßþ", 610: "BRđ", 640: "G", 650: "D®", 660: "ÐĐẞ", 670: "U", 680: "H", 690: "NŊ", 700: "OQØ",
    720: "w", 730: "&", 740: "¶…", 780: "M", 790: "—", 810: "©", 820: "Æ", 830: "%W", 850: "æ", 860: "m", 900: "Œ", 920: "œ",
    940: "¼½¾", 1020: "@",
}  # fmt: skip
_SEMIBOLD = {
    240: "',.:;·‘’‚", 250: " !¡", 290: "ijı", 300: "Il", 320: "J", 330: "()[]`{}´", 350: "•", 360: "f¯", 380: "t", 390: "|¦", 400: "r²³¹",
    410: "-", 420: "ł", 430: '"', 440: "¨“”„", 450: "*", 460: "1z", 470: "7", 480: "?cs¢¿", 490: "F", 500: "ªº", 510: "Lvx~",
    520: "/23<=>\\_y×÷–−", 530: "+5E¬°±", 540: "TZ£", 550: "#$agk§Ł", 560: "469^e¤", 570: "SV¥", 580: "08CXhnuð", 590: "AYoµø€",
    600: "Pbdpqþ", 610: "ßđ", 620: "BR«»", 630: "K", 640: "®", 650: "DG", 660: "U", 670: "HNĐẞ", 700: "OQØ", 730: "…", 750: "w", 760: "&",
    780: "¶", 790: "M", 800: "—", 810: "©", 840: "Æ", 850: "Wm", 860: "%æ", 910: "Œœ", 960: "¼½¾", 1020: "@",
}  # fmt: skip
_WIDTHS = {
    bold: {character: width for width, characters in table.items() for character in characters}
    for bold, table in ((False, _REGULAR), (True, _SEMIBOLD))
}
_UNKNOWN = 1020  # a character outside the table counts as the widest one: too much room is no harm


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text in the unit of ``size`` (the font size); kerning is ignored, it only narrows."""
    widths = _WIDTHS[bold]
    total = 0
    for character in unicodedata.normalize("NFC", text):
        # An accent does not widen its letter.
        base = character if character in widths else unicodedata.normalize("NFD", character)[0]
        total += widths.get(base, widths[" "] if base.isspace() else _UNKNOWN)
    return total * size / 1000


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that each fit ``width`` (the unit of ``size``); a word longer than a line is broken inside.

    Nothing is left out: joined without spaces and hyphens, the lines are the text. Raises ValueError when not even one
    letter fits.
    """
    if width < text_width("@-", size, bold=bold):
        raise ValueError(f"no letter of size {size} fits into {width}")
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width, size, bold):
        joined = f"{line} {piece}" if line and not line.endswith("\u00ad") else line.rstrip("\u00ad") + piece
        if text_width(joined.replace("\u00ad", "-"), size, bold=bold) <= width:
            line = joined
        else:
            lines.append(line.replace("\u00ad", "-"))
            line = piece
    return (*lines, line.replace("\u00ad", "-"))


def _pieces(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """Words, and of a word that is too long parts that fit, each but the last marked with a soft hyphen."""
    for word in text.split() or [""]:
        part = ""
        for character in word.replace("\u00ad", ""):
            if part and text_width(f"{part}{character}-", size, bold=bold) > width:
                yield f"{part}\u00ad"
                part = ""
            part += character
        yield part
