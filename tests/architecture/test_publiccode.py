"""publiccode.yml follows the standard, so that catalogues of public administrations can read it."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from tests.architecture.house import PYPROJECT, ROOT

CARD: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
STATES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {"standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web", "standalone/backend",
         "standalone/other", "addon", "library", "configurationFiles"}  # fmt: skip
MAINTENANCE = {"internal": "contacts", "community": "contacts", "contract": "contractors", "none": None}


def test_the_mandatory_keys_are_there() -> None:
    mandatory = {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType"}
    assert mandatory | {"description", "legal", "maintenance", "localisation"} <= set(CARD)
    assert isinstance(CARD["publiccodeYmlVersion"], str)
    assert CARD["platforms"] == ["web"]
    assert CARD["categories"]
    assert CARD["developmentStatus"] in STATES
    assert CARD["softwareType"] in TYPES


def test_the_address_is_one() -> None:
    address = urlsplit(CARD["url"])
    assert address.scheme == "https"
    assert address.hostname


@pytest.mark.parametrize("language", CARD["description"])
def test_the_descriptions_keep_their_lengths(language: str) -> None:
    description = CARD["description"][language]
    assert 0 < len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert 5 <= len(description["features"]) <= 20
    assert all("\n" not in feature for feature in description["features"])


@pytest.mark.parametrize("language", CARD["description"])
def test_the_pictures_exist(language: str) -> None:
    pictures = CARD["description"][language].get("screenshots", [])
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_licence_maintenance_and_languages() -> None:
    assert CARD["legal"]["license"] == PYPROJECT["project"]["license"] == "EUPL-1.2"
    who = MAINTENANCE[CARD["maintenance"]["type"]]
    assert who is None or all(person["name"] for person in CARD["maintenance"][who])
    assert CARD["localisation"]["localisationReady"] is True
    assert {"de", "en"} == set(CARD["localisation"]["availableLanguages"])


def test_dates_are_dates() -> None:
    assert "releaseDate" not in CARD or isinstance(CARD["releaseDate"], date)
