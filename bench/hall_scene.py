"""Makes a question hour in the house's home and lets it happen: one change a second, each told with its time; a program of its own."""

import json
import os
import sys
import time

import django

PAUSE = 1.0  # seconds between two changes: faster than a hall, slower than the phones ask


def main() -> int:
    """Print the address of the hour, wait for a line on standard input, then print a line for each change."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dorflinde.project.settings")
    django.setup()
    from django.utils import timezone

    from dorflinde.participation import actions
    from dorflinde.participation.actions import ActivityPlan, PhasePlan, ProjectPlan
    from dorflinde.places.models import Place

    municipality, changes = sys.argv[1], int(sys.argv[2])
    place, today = Place.objects.get(slug=municipality, kind="municipality"), timezone.localdate()
    phases = [PhasePlan("activities", "Heute", today, today)]
    plan = ProjectPlan(place=place, title="Saal im Vergleich", summary="Nur für Messungen.", phases=phases)
    project = actions.create_project(plan, actor=None, publish=True)
    hour = actions.create_activity(project, "question_hour", ActivityPlan(project.timetable[0], "Stunde"), actor=None)
    for number in range(30):
        actions.note_question(hour, f"Was wird aus der alten Schule, Teil {number}?", actor=None)
    print(hour.get_absolute_url(), flush=True)
    sys.stdin.readline()
    for number in range(changes):
        mark = f"Neuigkeit-{number:04d}"
        actions.note_question(hour, f"{mark}?", actor=None)
        print(json.dumps({"mark": mark, "at": time.time()}), flush=True)
        time.sleep(PAUSE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
