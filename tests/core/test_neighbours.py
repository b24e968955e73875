"""What a visit to another door of the server shows, and what it does not."""

from dataclasses import replace

import pytest

from tests.core.offices import courier, golden, not_visiting, over_ipv6, visiting
from tests.core.tables import verdict
from wizard.core.advice import Kind, Refusal
from wizard.core.model import Outcome, Phase, Security, Step, Via
from wizard.core.neighbours import Visit, other_service, own_address, second_way, visit
from wizard.core.observe import observe

FULL = verdict(Kind.PER_ADDRESS, 4)
FILTERED = verdict(Kind.PER_ADDRESS, 4, refusal=Refusal.PACKET_FILTER)
OF_A_MAILBOX = verdict(Kind.PER_MAILBOX_AND_ADDRESS, 4, refusal=Refusal.IN_WORDS)


# -- what the visit itself shows -------------------------------------------------------------------


def test_a_visit_that_gets_in_at_the_moment_of_refusal_is_seen_as_such() -> None:
    assert visit(observe(courier()), Via.OTHER_SERVICE) is Visit.GOT_IN_WHILE_FULL


def test_no_visit_is_no_visit() -> None:
    assert visit(observe(courier()), Via.OTHER_FAMILY) is Visit.NOT_MADE
    assert visit(observe(not_visiting(courier())), Via.OTHER_SERVICE) is Visit.NOT_MADE


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.OPEN])
def test_whatever_else_a_visit_ends_in_it_did_not_get_in(outcome: Outcome) -> None:
    seen = observe(visiting(courier(), outcome))
    assert visit(seen, Via.OTHER_SERVICE) is Visit.TURNED_AWAY


def test_a_visit_with_fewer_sessions_held_proves_nothing() -> None:
    """Refused at three, visited, then a fourth got in after all: the visit was too early."""
    case = courier()
    events = [
        replace(one, held=3) if one.step is Step.NEIGHBOURS else one for one in case.events
    ]  # fmt: skip
    seen = observe(replace(case, events=tuple(events)))
    assert visit(seen, Via.OTHER_SERVICE) is Visit.PROVES_NOTHING


def test_a_visit_after_a_session_that_got_in_proves_nothing() -> None:
    case = courier()
    events = tuple(
        e for e in case.events if e.step not in {Step.ONE_MORE, Step.AGAIN, Step.SILENCE}
    )
    assert visit(observe(replace(case, events=events)), Via.OTHER_SERVICE) is Visit.PROVES_NOTHING


def test_a_visit_before_anything_else_proves_nothing() -> None:
    case = courier()
    first = [e for e in case.events if e.step is Step.NEIGHBOURS]
    rest = [e for e in case.events if e.step is not Step.NEIGHBOURS]
    seen = observe(replace(case, events=(*first, *rest)))
    assert visit(seen, Via.OTHER_SERVICE) is Visit.PROVES_NOTHING


# -- the second way ----------------------------------------------------------------------------


def test_courier_counts_its_services_apart_and_the_visit_showed_it() -> None:
    assert second_way(courier(), FULL, "courier") is Visit.GOT_IN_WHILE_FULL


def test_courier_counts_its_services_apart_also_without_a_visit() -> None:
    assert second_way(not_visiting(courier()), FULL, "courier") is Visit.NOT_MADE


def test_what_is_no_courier_has_to_show_it() -> None:
    assert second_way(courier(), FULL, "unknown") is Visit.GOT_IN_WHILE_FULL
    assert second_way(not_visiting(courier()), FULL, "unknown") is None


def test_a_firewall_before_a_courier_has_to_show_it() -> None:
    assert second_way(courier(), FILTERED, "courier") is Visit.GOT_IN_WHILE_FULL
    assert second_way(not_visiting(courier()), FILTERED, "courier") is None


@pytest.mark.parametrize("software", ["courier", "unknown"])
def test_a_visit_that_was_refused_forbids_it(software: str) -> None:
    case = visiting(courier(), Outcome.CLOSED_AT_ONCE)
    assert second_way(case, FULL, software) is None


def test_where_somebody_came_or_went_the_visit_alone_is_no_proof() -> None:
    """A colleague may have left just then, and both ways may be one count."""
    case = courier()
    lost = replace(case.events[-1], outcome=Outcome.LOST, phase=Phase.HELD, attempt=1, held=4)
    unsteady = replace(case, events=(*case.events, lost))
    assert second_way(unsteady, FULL, "unknown") is None
    assert second_way(unsteady, FULL, "courier") is Visit.GOT_IN_WHILE_FULL


def test_while_colleagues_use_mail_the_visit_alone_is_no_proof() -> None:
    case = courier()
    busy = replace(case, plan=replace(case.plan, mail_closed=False))
    assert second_way(busy, FULL, "unknown") is None
    assert second_way(busy, FILTERED, "courier") is None
    assert second_way(busy, FULL, "courier") is Visit.GOT_IN_WHILE_FULL
    assert own_address(over_ipv6(busy), FULL, "unknown") is None
    assert own_address(over_ipv6(busy), FULL, "courier") is Visit.GOT_IN_WHILE_FULL


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PER_ADDRESS])
def test_no_other_kind_of_limit_is_counted_apart(kind: Kind) -> None:
    assert second_way(courier(), verdict(kind, 4), "courier") is None


def test_dovecot_adds_up_both_of_its_services() -> None:
    case = golden("dovecot-other-mailbox-and-neighbour")
    assert visit(observe(case), Via.OTHER_SERVICE) is Visit.TURNED_AWAY
    assert second_way(case, OF_A_MAILBOX, "dovecot") is None
    assert second_way(courier(), OF_A_MAILBOX, "dovecot") is None


@pytest.mark.parametrize(
    ("port", "security", "named", "door"),
    [
        (993, Security.TLS, None, (143, Security.STARTTLS)),
        (143, Security.STARTTLS, None, (993, Security.TLS)),
        (1993, Security.TLS, None, None),
        (1993, Security.TLS, (1143, Security.STARTTLS), (1143, Security.STARTTLS)),
        (143, Security.NONE, None, None),
    ],
)
def test_the_other_service_is_known_by_the_port_or_named_in_the_plan(
    port: int,
    security: Security,
    named: tuple[int, Security] | None,
    door: tuple[int, Security] | None,
) -> None:
    case = not_visiting(courier())
    case = replace(
        case,
        target=replace(case.target, port=port, security=security),
        plan=replace(case.plan, other_service=named),
    )
    assert other_service(case.target, case.plan) == door
    assert (second_way(case, FULL, "courier") is None) == (door is None)


# -- an address of its own -------------------------------------------------------------------------


def test_ipv6_counts_where_the_visit_over_it_got_in() -> None:
    case = over_ipv6(courier())
    assert own_address(case, FULL, "courier") is Visit.GOT_IN_WHILE_FULL
    assert own_address(case, FULL, "unknown") is Visit.GOT_IN_WHILE_FULL
    assert own_address(case, OF_A_MAILBOX, "dovecot") is Visit.GOT_IN_WHILE_FULL


def test_ipv6_counts_for_nothing_that_was_not_shown() -> None:
    case = over_ipv6(courier())
    assert own_address(replace(case, other_addresses=()), FULL, "courier") is None
    assert own_address(replace(case, address="2001:db8::1"), FULL, "courier") is None
    assert own_address(case, verdict(Kind.PER_MAILBOX, 4), "courier") is None
    unvisited = replace(not_visiting(case), other_addresses=("2001:db8::25",))
    assert own_address(unvisited, FULL, "courier") is None
    refused = visiting(case, Outcome.CLOSED_AT_ONCE, Via.OTHER_FAMILY)
    assert own_address(refused, FULL, "courier") is None
