"""How many queries a public page asks, cold and once it is kept; run as a program of its own in the house's home."""

import json
import os
import sys

import django


def main() -> int:
    """Print path → [queries of the first answer, queries of the second] as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dorflinde.project.settings")
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counts = {}
    for path in sys.argv[1:]:
        client = Client(headers={"host": "127.0.0.1"})
        asked = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}")
            asked.append(len(queries))
        counts[path] = asked
    print(json.dumps(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
