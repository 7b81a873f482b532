"""The measures as data that other programs understand: JSON-LD with the words of schema.org."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch

from dorflinde.places.public import Place
from dorflinde.strategy.imports.columns import HEADINGS, INDICATOR, PLANNING, heading_of
from dorflinde.strategy.models import Dependency, Measure, MeasureQuerySet, Visibility

from .values import in_words, value_of


def told_to_everyone(measures: MeasureQuerySet) -> MeasureQuerySet:
    """Return what everyone may read of these for the roadmap; what they need is named only where that is public too."""
    needs = Dependency.objects.filter(depends_on__visibility=Visibility.PUBLIC).select_related("depends_on")
    return measures.public().shown_in_roadmap().prefetch_related(Prefetch("dependencies", needs))


def json_ld(place: Place, measures: Sequence[Measure]) -> bytes:
    """Write schema.org projects, and what schema.org has no word for as named properties."""
    document = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "name": f"Maßnahmen {place.full_name}",
        "spatialCoverage": {
            "@type": "AdministrativeArea",
            "name": place.full_name,
            "identifier": place.ags or place.slug,
        },
        "hasPart": [_project(measure) for measure in measures],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _project(measure: Measure) -> dict[str, Any]:
    named = {
        heading_of(name): in_words(value_of(measure, name, 0), name)
        for name in HEADINGS
        if name not in {"number", "title", "description", "start", "end", "programme", *INDICATOR, *PLANNING}
    }
    start, end = measure.start, measure.end
    project = {
        "@type": "Project",
        "@id": f"{settings.BASE_URL}{measure.get_absolute_url()}",
        "identifier": measure.number,
        "name": measure.title,
        "description": measure.description or measure.goal,
        "foundingDate": start.first.isoformat() if start and start.first else "",
        "dissolutionDate": end.last.isoformat() if end and end.last else "",
        "temporalCoverage": measure.period,
        "funding": [{"@type": "Grant", "name": str(funding)} for funding in measure.fundings.all()],
        "additionalProperty": [
            *({"@type": "PropertyValue", "name": name, "value": value} for name, value in named.items() if value),
            *(
                {
                    "@type": "PropertyValue",
                    "name": row.name,
                    "value": row.target,
                    "unitText": row.unit,
                    "minValue": row.baseline,
                }
                for row in measure.indicators.all()
            ),
        ],
        "isBasedOn": [dependency.depends_on.number for dependency in measure.dependencies.all()],
    }
    return {name: value for name, value in project.items() if value not in ("", [])}
