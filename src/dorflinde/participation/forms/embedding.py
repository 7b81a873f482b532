"""Which other websites may show a project."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dorflinde.participation.models import MOST_SITES

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](?::\d{1,5})?", re.ASCII)


class EmbeddingForm(forms.Form):
    """One website a line; empty is nobody."""

    sites = forms.CharField(
        label=_("Welche Websites dürfen die Beteiligung zeigen?"), required=False, max_length=2000,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Eine je Zeile, zum Beispiel www.perlesreut.de. Leer: keine."),
    )  # fmt: skip

    def clean_sites(self) -> list[str]:
        """Return each website as browsers compare it, once."""
        lines = [line.strip() for line in self.cleaned_data["sites"].splitlines() if line.strip()]
        sites = list(dict.fromkeys(site_of(line) for line in lines))
        if len(sites) > MOST_SITES:
            raise ValidationError(_("Mehr als %(most)d Websites gehen nicht."), params={"most": MOST_SITES})
        return sites


def site_of(line: str) -> str:
    """Return „https://www.perlesreut.de“ for whatever page of it was given; ValidationError for what is no website."""
    given = line.lower() if "://" in line else f"https://{line.lower()}"
    try:
        parts: Any = urlsplit(given)
    except ValueError:
        parts = None
    if parts is None or parts.scheme != "https" or not _HOST.fullmatch(parts.netloc):
        raise ValidationError(_("„%(line)s“ ist keine Adresse einer Website mit https."), params={"line": line[:80]})
    return f"https://{parts.netloc}"
