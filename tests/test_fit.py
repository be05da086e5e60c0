"""The number of pages somebody asks for: the largest text that fits, and plain words where none does."""

from collections.abc import Callable

import pytest

from peerdir.audience import Audience
from peerdir.render.booklet import BookletError, Form
from peerdir.render.booklet.density import sizes
from peerdir.render.booklet.fit import LARGE_PRINT, READABLE, Fitted, fit, least


class Paper:
    """Stands for the typesetter: pages grow with the square of the text's size; it counts how often it is asked."""

    def __init__(self, pages_at_12: float = 60, overhead: int = 6) -> None:
        self.pages_at_12, self.overhead, self.asked = pages_at_12, overhead, 0

    def __call__(self, size: float) -> int:
        self.asked += 1
        return self.overhead + round((self.pages_at_12 - self.overhead) * (size / 12) ** 2)


def fitted(form: Form, count: Callable[[float], int] | None = None, audience: Audience = "public") -> Fitted:
    return fit(count or Paper(), form, 18 if form.large_print else 12, audience)


def test_without_a_wish_the_text_is_as_usual_and_nothing_is_counted() -> None:
    paper = Paper()
    assert fitted(Form(), paper) == Fitted(12)
    assert paper.asked == 0


@pytest.mark.parametrize("pages", [44, 45, 50, 59, 60, 61, 70, 79])
def test_a_number_of_pages_is_met_by_the_largest_text_that_fits(pages: int) -> None:
    paper = Paper()
    size, empty, _ = fitted(Form(pages=pages), paper)
    asked = paper.asked
    assert paper(size) + empty == pages
    assert READABLE["public"][0] <= size <= READABLE["public"][1]
    assert paper(round(size + 0.1, 1)) > pages or size in (12, READABLE["public"][1])
    assert asked <= 9


def test_what_was_done_is_said() -> None:
    assert fitted(Form(pages=60)).notes == ()
    assert fitted(Form(pages=50)).notes == ("50 pages with text of 10.8 points instead of 12",)
    steps = Paper(60)
    coarse = fit(lambda size: 4 * -(-steps(size) // 4), Form(pages=58), 12, "public")
    assert coarse.empty_pages == 2
    assert coarse.notes[0].endswith("2 pages left empty")


@pytest.mark.parametrize(("pages", "fewest"), [(30, 44), (43, 44)])
def test_too_few_pages_are_told_with_the_fewest_there_can_be(pages: int, fewest: int) -> None:
    with pytest.raises(BookletError, match=rf"{pages} pages are too few: with text of 10 points.* ask for {fewest}"):
        fitted(Form(pages=pages))


def test_staff_may_have_smaller_text() -> None:
    assert fitted(Form(pages=40), audience="staff").text_size < READABLE["public"][0]


def test_too_many_pages_are_told_with_the_most_there_can_be() -> None:
    with pytest.raises(BookletError, match=r"200 pages are too many: even with text of 14 points .* ask for 80"):
        fitted(Form(pages=200))


@pytest.mark.parametrize("multiple", [2, 4, 8, 16])
@pytest.mark.parametrize("usual", [57, 58, 59, 60, 61])
def test_a_multiple_never_makes_text_smaller(usual: int, multiple: int) -> None:
    paper = Paper(usual)
    size, empty, notes = fitted(Form(multiple_of=multiple), paper)
    assert (paper(size) + empty) % multiple == 0
    assert paper(size) + empty - usual < multiple
    assert size >= 12
    assert bool(notes) == (usual % multiple != 0)


def test_large_print_stays_large() -> None:
    with pytest.raises(BookletError, match="with text of 18 points"):
        fitted(Form(pages=60, large_print=True))
    assert fitted(Form(pages=160, large_print=True)).text_size >= LARGE_PRINT[0]


@pytest.mark.parametrize(
    ("size", "form", "audience", "smaller"),
    [
        (12, Form(), "public", 10.8),
        (11, Form(), "public", 10),
        (10, Form(), "public", 10),
        (9.5, Form(), "staff", 9),
        (9, Form(), "public", 9),
        (18, Form(large_print=True), "public", 18),
        (22, Form(large_print=True), "public", 19.8),
    ],
)
def test_letters_of_a_full_entry_are_smaller_but_can_be_read(
    size: float, form: Form, audience: Audience, smaller: float
) -> None:
    assert sizes(size, least(form, audience)) == {"text_size": size, "smaller_size": smaller}
