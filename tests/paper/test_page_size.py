"""The usual size of paper by country."""

import pytest

from wizard.paper.page_size import PageSize, usual_size


@pytest.mark.parametrize(
    ("territory", "size"),
    [("US", PageSize.LETTER), ("ca", PageSize.LETTER), ("DE", PageSize.A4), ("", PageSize.A4)],
)
def test_america_prints_on_letter(territory: str, size: PageSize) -> None:
    assert usual_size(territory) is size
