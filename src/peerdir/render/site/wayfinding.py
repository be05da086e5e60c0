"""What search engines, old links and lost readers need: sitemap, robots.txt, a page for 404, and former addresses."""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from peerdir.records import Program

# How many addresses a sitemap may hold (sitemaps.org).
LONGEST = 50_000
HEAD = Markup('<?xml version="1.0" encoding="UTF-8"?>\n')
XMLNS = Markup('xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"')


def sitemaps(pages: Iterable[str], base: str) -> Iterator[tuple[str, bytes]]:
    """Yield the sitemap, in several files with a list of them where it would be too long; `base` ends in a slash."""
    addresses = [f"{base}{_address(path)}" for path in sorted(pages)]
    parts = [addresses[start : start + LONGEST] for start in range(0, len(addresses), LONGEST)]
    if len(parts) == 1:
        yield "sitemap.xml", _urls(parts[0])
        return
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", _urls(part)
    found = Markup("").join(
        Markup("<sitemap><loc>{}</loc></sitemap>\n").format(f"{base}sitemap-{number}.xml")
        for number in range(1, len(parts) + 1)
    )
    yield "sitemap.xml", Markup("{}<sitemapindex {}>\n{}</sitemapindex>\n").format(HEAD, XMLNS, found).encode()


def _urls(addresses: Sequence[str]) -> bytes:
    rows = Markup("").join(Markup("<url><loc>{}</loc></url>\n").format(address) for address in addresses)
    return Markup("{}<urlset {}>\n{}</urlset>\n").format(HEAD, XMLNS, rows).encode()


def _address(path: str) -> str:
    """Return the address people see: that of a folder is the folder."""
    return path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path


def robots(base: str | None, *, for_staff: bool) -> bytes:
    """Return robots.txt; an edition for staff asks everybody to stay away."""
    lines = ["User-agent: *", "Disallow: /" if for_staff else "Allow: /"]
    if base and not for_staff:
        lines.append(f"Sitemap: {base}sitemap.xml")
    return "".join(f"{line}\n" for line in lines).encode()


def former(programs: Iterable[Program]) -> Iterator[tuple[str, Program]]:
    """Yield each id a program had before, with the program; ids that are in use today lead where they say."""
    known = list(programs)
    taken = {program.id for program in known}
    for program in known:
        for old in program.former_ids:
            if old not in taken:
                taken.add(old)
                yield old, program
