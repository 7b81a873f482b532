"""The first steps of somebody who has never been here."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import assert_no_sideways_scrolling


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_front_door_is_open_and_speaks_german(size: str, request: pytest.FixtureRequest, axe: Any) -> None:
    page: Page = request.getfixturevalue(size)
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.get_by_role("heading", level=1).count() == 1
    assert_no_sideways_scrolling(page)
    axe(page)


def test_a_guest_leaves_no_trace(desktop: Page) -> None:
    desktop.goto("/")
    assert desktop.context.cookies() == []
