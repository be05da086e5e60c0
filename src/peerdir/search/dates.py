"""Days as people count them from now, to days of the week."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt

    from peerdir.search.lookups import Concept

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def dated(concept: "Concept", today: "dt.date") -> "Concept":
    """Return what a phrase means with "+1", tomorrow, as a day of the week: ("day", "TU", "Tuesday")."""
    kind, code, _ = concept
    if kind != "day" or code[0] != "+":
        return concept
    import datetime as dt

    day = today + dt.timedelta(days=int(code))
    return kind, DAYS[day.weekday()], f"{day:%A}"
