"""What there is to see to, for an issue or the agenda of a committee. Whatever comes from a file stays text."""

from itertools import groupby

from peerdir.render.changes.markdown import escaped
from peerdir.render.credibility import Review, telling


def review(review: Review) -> str:
    """Write a heading for each kind, and a list of tasks under it."""
    policy = f"policy version {review.policy.version}" if review.policy else "no policy"
    lines = ["## Credibility review", "", escaped(f"{review.today}, {review.listed} listed programs, {policy}"), ""]
    if not review.to_do:
        lines += ["Nothing to see to.", ""]
    for kind, group in groupby(review.to_do, key=lambda found: found.kind):
        lines += [f"### {telling.HEADINGS[kind]}", ""]
        for one in group:
            since = f" (since {one.since})" if one.since else ""
            told = escaped(f"{telling.to_do(one, review.policy)}{since}")
            lines.append(f"- [ ] **{escaped(one.program.name)}**, {escaped(one.program.id)}: {told}")
        lines.append("")
    return "\n".join(lines)
