"""Which tasks decide when everything is finished.

Source: J. E. Kelley and M. R. Walker, "Critical-path planning and scheduling" (1959), here with time lags.
"""

from collections.abc import Mapping

from dorflinde.methods.planning.problem import Problem
from dorflinde.methods.planning.proposal import CriticalPath


def critical_path(problem: Problem, starts: Mapping[str, int]) -> CriticalPath:
    """How many months each task could start later, by the links alone, without moving the end of all."""
    tasks = [task for task in problem.tasks if task.id in starts]
    if not tasks:
        return CriticalPath((), {})
    end = max(starts[task.id] + task.duration for task in tasks)
    durations = {task.id: task.duration for task in tasks}
    latest = {task.id: end - task.duration for task in tasks}
    for _round in tasks:  # a chain of links has at most as many tasks as there are; a circle ends the rounds
        moved = False
        for link in problem.links:
            if link.before in latest and link.after in latest:
                until = latest[link.after] - link.lag - (durations[link.before] if link.kind == "fs" else 0)
                if until < latest[link.before]:
                    latest[link.before] = until
                    moved = True
        if not moved:
            break
    slack = {name: latest[name] - starts[name] for name in latest}
    critical = sorted((name for name, months in slack.items() if months <= 0), key=lambda name: (starts[name], name))
    return CriticalPath(tuple(critical), slack)
