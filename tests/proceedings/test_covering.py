"""What the book says of items that the host has covered: nothing, until they are shown again."""

from openspace.domain.editions import as_published
from openspace.proceedings.book import compile_book
from tests.domain.test_covering import a_day


def test_the_book_has_no_covered_words_and_an_edition_has_them_again_afterwards() -> None:
    day, _, _, items = a_day()
    for table, id in items.items():
        day.host.asks("cover", table=table, id=id)
    then = day.gathering

    assert "neighbour" not in str(compile_book(then)).lower()

    for table, id in items.items():
        day.host.asks("cover", table=table, id=id, covered=False)
    edition = compile_book(as_published(then, day.gathering))
    assert str(edition).count("My neighbour") >= len(items)
