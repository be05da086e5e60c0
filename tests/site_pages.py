"""The pages of a site, each made when a test looks at it: most look at a few of some hundreds."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from peerdir.reading.collection import Collection, Entry
from peerdir.render.site import plan


class Pages(Mapping[str, bytes]):
    """Files by their paths. To go through their contents makes all of them; `path in pages` makes none."""

    def __init__(self, makers: Mapping[str, Callable[[], bytes]]) -> None:
        self._makers = makers
        self._made: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        if path not in self._made:
            self._made[path] = self._makers[path]()
        return self._made[path]

    def __contains__(self, path: object) -> bool:
        return path in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def wait_until(page: Any, condition: str) -> None:
    """Wait until a condition in JavaScript holds in a page of a browser. Raises AssertionError after ten seconds.

    It is asked from outside each time: what Playwright's own `wait_for_function` leaves in the page to ask a second
    time evaluates a string, which the pages' content security policy refuses.
    """
    for _ in range(400):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"never came: {condition}")


def turn_to_search(page: Any) -> None:
    """Turn to the search of a page in a browser, and wait until all of it is there."""
    page.focus("#q")
    wait_until(page, "window.peerdirSearch && !document.querySelector('#search').ariaBusy")


def render(collection: Collection, **options: Any) -> Pages:
    """Return the site; the options are those of `plan`. Raises SiteError where a template is broken that all need."""
    return Pages(plan(collection, **options))


def spoken(collection: Collection, *languages: str) -> Collection:
    """Return a collection whose pages are in these languages and no others."""
    settings = dataclasses.replace(collection.directory, languages=languages)

    def changed(one: Entry) -> Entry:
        return dataclasses.replace(one, record=settings) if one.kind == "directory" else one

    return dataclasses.replace(collection, entries=tuple(map(changed, collection.entries)))


def with_a_search(pages: Pages, folder: Path) -> str:
    """Write the first page and all that it asks for to a folder; return its address."""
    for path in pages:
        if path == "index.html" or path.startswith("assets/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(pages[path])
    return (folder / "index.html").as_uri()
