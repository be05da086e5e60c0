"""Reachable, fresh, ready: the one answer that rules, the referral sheet and `peerdir referral check` share."""

from peerdir.readiness.check import OPEN, STATES, Check, State
from peerdir.readiness.protocol import PARTS, lacking, names_escalation
from peerdir.readiness.reach import SIDES, WAYS, Point, Side, is_same, organizations, point, points, reachable
from peerdir.readiness.ready import Readiness, Task, readiness, ready, tasks
from peerdir.readiness.sides import confirmed, is_same_on_both_sides, nearest_roles

__all__ = [
    "OPEN",
    "PARTS",
    "SIDES",
    "STATES",
    "WAYS",
    "Check",
    "Point",
    "Readiness",
    "Side",
    "State",
    "Task",
    "confirmed",
    "is_same",
    "is_same_on_both_sides",
    "lacking",
    "names_escalation",
    "nearest_roles",
    "organizations",
    "point",
    "points",
    "reachable",
    "readiness",
    "ready",
    "tasks",
]
