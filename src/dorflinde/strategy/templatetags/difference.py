"""Shows what is different between two texts: to the eye without colour, to the ear with words."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, ngettext

from dorflinde.methods.word_changes import Change
from dorflinde.strategy.paper.difference import Line, Part, State, Wording
from dorflinde.ui.templatetags.ui import signs

register = template.Library()
_TONES = {"added": "plain", "removed": "red", "changed": "sunny"}
_NAMED = 12  # numbers of measures in the heading of what is folded


@register.simple_tag
def wording(stretches: Wording) -> SafeString:
    """Show a text with what was added and what was removed."""
    said = {Change.ADDED: ("ins", _("neu:")), Change.REMOVED: ("del", _("gestrichen:"))}
    shown = SafeString("")
    for stretch in stretches:
        if stretch.change in said:
            mark, word = said[stretch.change]
            shown += format_html(
                '<{0}><span class="sr">[{1} </span>{2}<span class="sr">]</span></{0}>',
                SafeString(mark),
                word,
                stretch.text,
            )
        else:
            shown += format_html("{}", stretch.text)
    return shown


@register.simple_tag
def difference_tag(state: State) -> SafeString:
    """Say whether something is new, gone or changed; nothing of what stayed."""
    words = {"added": _("neu"), "removed": _("entfallen"), "changed": _("geändert")}
    return signs.tag(words[state], tone=_TONES[state]) if state in words else SafeString("")


@register.simple_tag
def kept_heading(parts: list[Part]) -> str:
    """Say what is folded because it stayed: how many parts, and which measures."""
    words = ngettext("%(n)s Teil unverändert", "%(n)s Teile unverändert", len(parts)) % {"n": len(parts)}
    marks = [part.mark for part in parts if part.mark]
    shown = ", ".join(marks[:_NAMED]) + (" …" if len(marks) > _NAMED else "")
    return f"{words}: {shown}" if marks else words


@register.simple_tag
def kept_lines_heading(lines: Sequence[Line], is_table: bool = False) -> str:
    """Say how many lines are folded because they stayed."""
    number = len(lines)
    if is_table:
        return ngettext("%(n)s Zeile unverändert", "%(n)s Zeilen unverändert", number) % {"n": number}
    return ngettext("%(n)s Angabe unverändert", "%(n)s Angaben unverändert", number) % {"n": number}
