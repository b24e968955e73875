"""What was said for one client is never carried over to another one."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.paper import cases
from wizard.core.case_file import Agreement, case_file
from wizard.core.entries import Entries
from wizard.ui.visit import Visit

MILLER = Entries(address="info@miller.example")
BAKER = Entries(address="info@baker.example")
NOON = datetime(2026, 8, 24, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 8, 26, 9, 0, tzinfo=UTC)


def test_an_agreement_counts_for_whom_it_was_noted() -> None:
    visit = Visit().agree(NOON, MILLER)
    assert visit.noted(MILLER) == Agreement(NOON)
    assert visit.noted(BAKER) is None
    assert visit.agree(None, MILLER).noted(MILLER) is None


def test_one_noted_before_anybody_was_named_is_for_the_first_who_is_tested() -> None:
    visit = Visit().agree(NOON, Entries())
    assert visit.noted(MILLER) == visit.noted(BAKER) == Agreement(NOON)
    bound = visit.bound(MILLER)
    assert bound.bound(BAKER) == bound
    assert (bound.noted(MILLER), bound.noted(BAKER)) == (Agreement(NOON), None)
    assert Visit().bound(MILLER) == Visit()


def test_what_came_with_the_case_stays_as_it_was_noted_then() -> None:
    case, _ = cases.per_address()
    entries = replace(MILLER, again=True, user="info@miller.example")
    opened = Visit(for_client=True).with_case(case_file(case, agreement=Agreement(NOON)), entries,
                                              "Tim Tech")  # fmt: skip
    assert (opened.of_the_case, opened.for_client, opened.name_before) == (True, True, "Tim Tech")
    assert opened.agree(LATER, entries).noted(entries) == Agreement(NOON)
    assert opened.agree(None, entries).noted(entries) == Agreement(NOON)
    elsewhere = opened.agree(LATER, BAKER)
    assert elsewhere.noted(BAKER) == Agreement(LATER)
    without = Visit().with_case(case_file(case), entries, "")
    assert not without.of_the_case
    assert without.agree(LATER, entries).noted(entries) == Agreement(LATER)


def test_with_another_client_all_is_forgotten_but_that_it_support_works_here() -> None:
    visit = replace(Visit(for_client=True, same_client="x.example").agree(NOON, MILLER))
    assert visit.anew() == Visit(for_client=True)
