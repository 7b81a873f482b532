"""The sample region: the eleven municipalities of the Ilzer Land with invented life, always told from today.

Everything goes through the same actions and imports that people use, so the sample proves the main path each time it is made.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone, translation

from dorflinde.places.public import municipalities, the_region

from . import builder, clock, crowd

Say = Callable[[str], None]


def ensure(*, reset: bool, say: Say, measures: int = 0) -> None:
    """Make the sample region if there is none, or move its dates to today; on request with so many measures each."""
    region = the_region()
    if region is not None and not region.is_sample:
        say("This installation holds a real region; the sample is not mixed into it, and nothing of it is thrown away.")
        return
    if reset and region is not None:
        say("Throwing the sample region away …")
        call_command("flush", verbosity=0, interactive=False)
        clock.forget()
        region = None
    with translation.override(settings.LANGUAGE_CODE):
        if region is None:
            builder.build(say)
            clock.remember(timezone.localdate())
        else:
            clock.move_to_today(say)
        for place in municipalities() if measures else []:
            crowd.fill(place, measures, builder.the_clerk(), say)


def welcome(port: int) -> str:
    """Return what the person at the console needs: the address and three ways to sign in."""
    address = f"http://localhost:{port}"
    lines = [
        "",
        f"  Dorflinde is ready: {address}/perlesreut/   (the whole region: {address}/)",
        "",
        f"  Sign in at {address}/konto/login/ with a password, or with the code that is printed here:",
    ]
    lines += [f"    {who:<17} {email:<26} {builder.PASSWORD}" for who, email in builder.LOG_INS]
    lines += ["", "  All posts are invented. Mails are printed here. Ctrl+C stops.", ""]
    return "\n".join(lines)
