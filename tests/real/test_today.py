"""What is promised for today is kept: the office does as told, and the real server lets it in."""

from dataclasses import replace

import pytest

from tests.real.office import a_plan, check
from tests.real.scenes_courier import BOB
from tests.real.stage import Stage
from tests.servers.strangers import Refused, hold
from wizard import service
from wizard.core.advice import Advice
from wizard.core.measures import Code
from wizard.core.model import Need, Plan, Security

pytestmark = pytest.mark.real_server


def office(computers: int, phones: int) -> Need:
    """An office that uses Thunderbird."""
    return service.count_need(computers, "thunderbird", phones, 0, None)


def a_plan_for(need: Need, **more: object) -> Plan:
    """The plan of this office, with mail closed everywhere."""
    return replace(a_plan(), need=need, **more)  # type: ignore[arg-type]


def told(advice: Advice) -> list[tuple[Code, int, int | None]]:
    """What to do, on how many devices, and what is needed then: enough in the end."""
    assert advice.today.together is not None
    assert advice.today.together.enough
    return [(one.code, one.devices, one.after) for one in advice.today.together.steps]


def test_four_computers_get_into_a_courier_of_four(stage: Stage) -> None:
    """One connection for each program, the phone on mobile data; a fifth is one too many."""
    server = stage.courier(maxperip=4)
    found = check(server, plan=a_plan_for(office(4, 1)))
    assert told(found.advice) == [(Code.FEWER_CONNECTIONS, 4, 6), (Code.MOBILE_DATA, 1, 4)]
    with hold(server, server.imaps, 4, tls=True, login=BOB) as computers:
        assert computers.alive() == 4
        with pytest.raises((Refused, OSError)):
            computers.come(1)


def test_seven_computers_get_into_a_courier_of_four_by_both_of_its_ways(stage: Stage) -> None:
    """Three of them use the other service: everybody is in."""
    server = stage.courier(maxperip=4)
    other_service = (server.imap, Security.STARTTLS)
    found = check(server, plan=a_plan_for(office(7, 1), other_service=other_service))
    assert told(found.advice) == [
        (Code.FEWER_CONNECTIONS, 7, 9),
        (Code.MOBILE_DATA, 1, 7),
        (Code.SECOND_WAY, 3, 4),
    ]
    with (
        hold(server, server.imaps, 4, tls=True, login=BOB) as usual,
        hold(server, server.imap, 3, login=BOB) as other,
    ):
        assert (usual.alive(), other.alive()) == (4, 3)
        with pytest.raises((Refused, OSError)):
            usual.come(1)


def test_a_dovecot_of_three_lets_one_person_in_and_counts_both_ways_together(stage: Stage) -> None:
    """Thunderbird with one connection and a phone: three. Half on the other service: no help."""
    server = stage.dovecot(userip=3)
    other_service = (server.imap, Security.STARTTLS)
    found = check(server, plan=a_plan_for(office(4, 1), other_service=other_service))
    assert told(found.advice) == [(Code.FEWER_CONNECTIONS, 1, 3)]
    assert Code.SECOND_WAY not in {one.code for one in found.advice.today.measures}
    with hold(server, server.imaps, 3, tls=True, login=BOB) as devices:
        assert devices.alive() == 3
    with (
        hold(server, server.imaps, 2, tls=True, login=BOB),
        hold(server, server.imap, 1, login=BOB) as other,
        pytest.raises((Refused, OSError)),
    ):
        other.come(1)
