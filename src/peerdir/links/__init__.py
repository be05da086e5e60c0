"""Checking the links of a directory: the only part of it that uses the network, and only when it is asked to.

`targets` finds the links, `check` asks for them, `findings` says what became of them. Nothing here prints or writes.
"""

from peerdir.links.check import Checked, check, sites
from peerdir.links.findings import findings
from peerdir.links.outcome import GOOD, Kind
from peerdir.links.request import Manners
from peerdir.links.targets import Target, Targets, targets

__all__ = ["GOOD", "Checked", "Kind", "Manners", "Target", "Targets", "check", "findings", "sites", "targets"]
