"""The HTML report before two judges and in a browser: nothing to object to, for anybody's text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.paper.browser import NOTHING, check
from tests.paper.sample_reports import REPORTS, sample
from wizard.paper.html import html

# Chromium may have to be read from a cold disk, beside nine other tests.
pytestmark = pytest.mark.slow


def test_every_report_is_valid_accessible_fits_every_screen_and_loads_nothing(
    tmp_path: Path,
) -> None:
    found = check({name: html(made()) for name, made in REPORTS.items()}, tmp_path)
    assert {name: one for name, one in found.items() if one != NOTHING} == {}


def broken(page: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in page
        page = page.replace(old, new, 1)
    return page


def test_the_judges_object_to_a_page_that_is_broken(tmp_path: Path) -> None:
    """Each of these faults is one that a change of the writer could bring."""
    picture = '<img src="https://mail.example/x.png" alt="">'
    pale = "p{color:#aaa;white-space:nowrap}</style>"
    script = "<script>document.title = 'ran'</script>"
    good = html(sample())
    open_to_all = re.sub(r"<meta http-equiv=[^>]*>\n|<title id=[^>]*>[^<]*</title>\n", "", good)
    faults = (
        (' lang="en"', ""),
        ("<h3>Request</h3>", "<h5>Request</h5>"),
        ("</style>", pale),
        ("</main>", f"{picture}</main>"),
    )
    forbidden = (("</style>", pale), ("</main>", f"{picture}{script}</main>"), ("</section>", ""))
    pages = {"faulty": broken(open_to_all, *faults), "forbidden": broken(good, *forbidden)}
    found = check(pages, tmp_path)
    faulty, kept = found["faulty"], found["forbidden"]

    for rule in ("html-has-lang", "heading-order", "svg-img-alt", "color-contrast"):
        for look in ("wide", "narrow", "paper"):
            assert any(one.startswith(f"{look}: {rule}:") for one in faulty.axe), (look, rule)
    assert faulty.wider == ("narrow", "paper")
    assert faulty.asked == ("https://mail.example/x.png",)
    for rule in ("element-required-attributes", "heading-level"):
        assert any(one.startswith(f"{rule}, line ") for one in faulty.html), rule
    # What the page forbids itself: its own sheet with one rule more is not its own either.
    assert len(kept.said) == 3
    assert all("Content Security Policy" in one for one in kept.said)
    assert not any("color-contrast" in one for one in kept.axe)
    assert any(one.startswith("close-order, line ") for one in kept.html)
