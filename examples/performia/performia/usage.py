"""Usage reports, in the shape that Veria takes: see schemas/session-report.json."""

from collections import defaultdict
from datetime import datetime, timezone


def iso(moment):
    return datetime.fromtimestamp(moment, timezone.utc).isoformat().replace("+00:00", "Z")


def usage_reports(sessions, now):
    """One report a project, for all of its sessions, in the order of the projects' names."""
    by_project = defaultdict(list)
    for session in sessions:
        by_project[session.project].append(session)
    return [report(project, by_project[project], now) for project in sorted(by_project)]


# TODO: cut sessions at the end of the month, so that none is reported twice
def report(project, sessions, now):
    ends = [session.ended_at if session.ended_at is not None else now for session in sessions]
    return {
        "project": project,
        "from": iso(min(session.started_at for session in sessions)),
        "to": iso(max(ends)),
        "seconds": sum(session.seconds(now) for session in sessions),
    }
