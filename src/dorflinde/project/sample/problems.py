"""What the people of the sample reported, and what their town halls made of it."""

import tomllib
from pathlib import Path
from typing import Any

from dorflinde.places.public import Place, find_municipality
from dorflinde.reports import public as reports

from .stage import Cast, at_noon

_FILE = Path(__file__).parent / "data" / "problems.toml"
_KEY = "linde-im-dorf"  # everybody may try the interface of the demo with it


def tell(cast: Cast) -> None:
    """File the reports, vet them, and answer."""
    people = sorted(cast.people)
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))["report"]
    for slug in {one["place"] for one in told}:
        reports.furnish(find_municipality(slug))
    reports.make_key(find_municipality(told[0]["place"]), "Beispiel-App", actor=cast.clerk, word=_KEY)
    for number, one in enumerate(told):
        _report(find_municipality(one["place"]), one, people[number % len(people)], cast)


def _report(place: Place, one: dict[str, Any], name: str, cast: Cast) -> None:
    north, east = one["off"]
    moment = at_noon(one["days_ago"], spread=one["text"])
    said = reports.Told(
        category=reports.Category.objects.get(municipality=place, code=one["category"]), text=one["text"], place=place,
        address=one["address"], lat=(place.lat or 0.0) + north, lon=(place.lon or 0.0) + east,
    )  # fmt: skip
    made = reports.file_report(said, actor=cast.people[name], at=moment, is_sample=True)
    if "title" not in one:
        return  # waits for a look
    report = reports.Report.objects.complete().get(pk=made.pk)
    words = {name: one[name] for name in ("title", "public_text", "address")}
    reports.publish_report(report, actor=cast.clerk, at=moment, tell=False, **words)
    for step in one.get("steps", []):
        at = max(moment, at_noon(step["days_ago"], spread=step["reason"]))
        reports.change_status(
            report, actor=cast.clerk, status=step["status"], reason=step["reason"], by=step["by"], at=at, tell=False
        )
