"""How it goes, in word, colour and sign at once."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dorflinde.strategy.models import Measure
from dorflinde.strategy.queries import Light, Standing, continuation_of, factor_score as _factor_score
from dorflinde.strategy.queries.continuation import TOP_SCORE
from dorflinde.ui.templatetags.ui import signs

register = template.Library()
_TONES = {"good": ("plain", "check"), "risk": ("sunny", "warning"), "late": ("red", "clock"), "stuck": ("red", "close")}


@register.simple_tag
def health(standing: Standing) -> SafeString:
    """Say how a measure is going; nothing where nothing can be said."""
    if standing.health is None:
        return SafeString("")
    tone, sign = _TONES[standing.health]
    return signs.tag(standing.label, tone=tone, icon=sign)


@register.simple_tag
def factor_score(measure: Measure) -> str:
    """Say how many points the five factors of success reach."""
    score = _factor_score(continuation_of(measure))
    return "–" if score is None else _("%(score)s von %(top)s") % {"score": score, "top": TOP_SCORE}


@register.simple_tag
def light(light: Light) -> SafeString:
    """Say how a figure stands: colour, sign and word."""
    tone, sign = _TONES.get(light.state, ("grey", "info"))
    return signs.tag(light.words, tone=tone, icon=sign)
