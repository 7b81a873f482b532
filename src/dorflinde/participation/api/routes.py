"""The one router of participation: what can be done at an address stands at one address, also where reading and writing part."""

from django.utils.translation import gettext_noop as _
from ninja import Router

router = Router()

PROJECTS, IDEAS = _("Beteiligung"), _("Ideen")
WITH_KEY, OF_TOWN_HALL = _("Mitmachen mit Schlüssel"), _("Für das Rathaus mit Schlüssel")
