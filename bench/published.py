"""Published cases beside the checkout, or where DORFLINDE_SHARED_DATA says."""

import os
from pathlib import Path


def published(kind: str) -> Path | None:
    """The folder of published cases of a kind (planning, participation …); None when there are none at hand."""
    places = [above / "shared" / "data" for above in Path(__file__).resolve().parents]
    if "DORFLINDE_SHARED_DATA" in os.environ:
        places.insert(0, Path(os.environ["DORFLINDE_SHARED_DATA"]))
    return next((place / kind for place in places if (place / kind / "README.md").is_file()), None)
