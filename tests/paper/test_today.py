"""What is said about the time until the provider answers: what to do, where, what it brings."""

from dataclasses import replace

from tests.core.offices import courier, courier_elsewhere, over_ipv6
from tests.paper.cases import (
    NEEDS,
    advise,
    mailbox,
    mailbox_here,
    no_place_free,
    per_address,
    per_address_at_least,
    per_address_unknown,
    server_full,
    verdict,
)
from wizard.core.advice import Advice, Kind, Rate
from wizard.core.measures import Code, Measure
from wizard.core.model import Case, Need
from wizard.core.recommend import count_need, given_need
from wizard.core.today import what_helps
from wizard.paper.today import ToDo, second_way_is_told, sentence, to_do
from wizard.words import Words


def helped(case: Case, advice: Advice) -> Advice:
    """As the service reads a case."""
    return replace(advice, today=what_helps(case, advice, NEEDS))


def with_need(found: tuple[Case, Advice], need: Need) -> Advice:
    case, advice = found
    return helped(case, replace(advice, need=need))


# -- the stories -----------------------------------------------------------------------------------


def test_the_example_office_is_told_what_brings_22_down_to_4(english: Words) -> None:
    told = to_do(helped(*per_address()), english)
    assert told.heading == "What you can do today:"
    assert told.steps == (
        (
            "Let Thunderbird keep only 1 connection on each computer. In Thunderbird: "
            "Account Settings > Server Settings > Advanced > “Maximum number of server connections "
            "to cache”. That saves 16 connections: from 22 to 6."
        ),
        (
            "Use mobile data in place of the office Wi-Fi on 1 phone or tablet. "
            "That saves 2 connections: from 6 to 4."
        ),
    )
    assert told.result == (
        "Together that brings the need from 22 to 4 connections. 4 are allowed: that is enough."
    )
    assert told.others_heading == "Also possible, each by itself:"
    assert told.others == (
        (
            "Set 2 computers to the other way into the mail server "
            "(see the details of the result). "
            "That way usually has 4 places of its own. The fuller way then needs 12 connections in "
            "place of 22. Try it on one computer first."
        ),
    )


def test_the_same_in_german(german: Words) -> None:
    told = to_do(helped(*per_address()), german)
    assert told.heading == "Was Sie heute tun können:"
    assert told.steps == (
        (
            "Lassen Sie Thunderbird auf jedem Computer nur 1 Verbindung halten. In Thunderbird: "
            "Konten-Einstellungen > Server-Einstellungen > Erweitert > das Feld für die Höchstzahl "
            "der Server-Verbindungen. Das spart 16 Verbindungen: von 22 auf 6."
        ),
        (
            "Nutzen Sie auf 1 Telefon oder Tablet mobile Daten statt des WLANs im Büro. "
            "Das spart 2 Verbindungen: von 6 auf 4."
        ),
    )
    assert told.result == (
        "Zusammen sinkt der Bedarf von 22 auf 4 Verbindungen. 4 sind erlaubt: Das reicht."
    )


def test_one_step_alone_needs_no_sum(english: Words) -> None:
    told = to_do(helped(*per_address(10)), english)
    assert len(told.steps) == 1
    assert told.result == "10 are allowed: that is enough."
    assert len(told.steps) + len(told.others) == 3


def test_a_lower_bound_stays_a_lower_bound(english: Words, german: Words) -> None:
    advice = helped(*per_address_at_least())
    assert to_do(advice, english).result.endswith("At least 4 are allowed: that is enough.")
    assert to_do(advice, german).result.endswith("Mindestens 4 sind erlaubt: Das reicht.")
    assert "usually has at least 4 places" in to_do(advice, english).others[0]
    boxes = with_need(per_address_at_least(), count_need(NEEDS, 0, "kmail", 0, 9))
    assert not to_do(boxes, english).result
    many = with_need(per_address_at_least(), count_need(NEEDS, 1, "kmail", 1, 9))
    assert to_do(many, english).result.endswith(
        "At least 4 are allowed, so this may not be enough yet."
    )


def test_where_nothing_suffices_it_is_said(english: Words, german: Words) -> None:
    advice = with_need(per_address(1), count_need(NEEDS, 3, "kmail", 4, 3))
    assert to_do(advice, english).result == (
        "Together that brings the need from 17 to 3 connections. "
        "Only 1 is allowed, so mail will still fail at times."
    )
    assert "Nur 1 ist erlaubt" in to_do(advice, german).result


def test_a_server_that_may_count_all_customers_promises_nothing(english: Words) -> None:
    told = to_do(helped(*per_address_unknown()), english)
    assert told.result.endswith("If 4 are allowed for your office alone, that is enough.")
    pushed = verdict(Kind.EVICTS_OLDEST, 10)
    told = to_do(helped(courier(), advise(pushed)), english)
    assert told.result == "If 10 are allowed for your office alone, that is enough."


def test_the_other_way_in_is_enough_only_if_it_has_as_many(english: Words) -> None:
    _, advice = per_address()
    need = count_need(NEEDS, 7, "thunderbird", 1)
    told = to_do(helped(courier(), replace(advice, need=need)), english)
    assert told.steps[-1] == (
        "Set 3 computers to the other way into the mail server (see the details of the result). "
        "That way usually has 4 places of its own. The test got in there while the usual way was "
        "full. The fuller way then needs 4 connections in place of 7. Try it on one computer first."
    )
    assert told.result == (
        "Together that brings the need from 37 to 4 connections. "
        "If each way allows 4, that is enough."
    )


def test_an_own_address_is_enough_once_every_device_has_one(english: Words) -> None:
    case = over_ipv6(courier_elsewhere())
    advice = advise(verdict(Kind.PER_ADDRESS, 4), need=count_need(NEEDS, 6, "apple-mail", 1))
    told = to_do(helped(case, advice), english)
    assert told.steps == (
        (
            "Let every device use an internet address of its own, of the newer kind. "
            "Whoever looks after your router can switch that on. The test got in there while the "
            "usual way was full. Then at most 4 connections count together, in place of 26."
        ),
    )
    assert told.result == (
        "4 are allowed for each address: enough, once every device has one of its own."
    )


def test_a_need_given_as_a_number_is_told_what_each_device_saves(english: Words) -> None:
    told = to_do(with_need(per_address(), given_need(NEEDS, 30)), english)
    assert told.steps[0].startswith("Set half of the computers to the other way")
    assert told.first.startswith("If your computers use Thunderbird, let it keep only 1 or 2")
    assert told.others[0] == (
        "Use mobile data in place of the office Wi-Fi on phones and tablets. "
        "That saves about 2 connections on each."
    )


def test_whoever_does_not_know_the_program_is_asked_for_it_first(english: Words) -> None:
    told = to_do(with_need(per_address(), count_need(NEEDS)), english)
    assert told.first == (
        "If your computers use Thunderbird, let it keep only 1 or 2 connections. In Thunderbird: "
        "Account Settings > Server Settings > Advanced > “Maximum number of server connections "
        "to cache”. Name your mail program in the next test: then these numbers fit your office."
    )
    assert told.steps[0].startswith("Let 5 people read mail in the browser (webmail).")
    full = with_need(per_address(10), count_need(NEEDS, 6, None, 3))
    told = to_do(full, english)
    assert told.first
    assert (len(told.steps), told.others, told.others_heading) == (3, (), "")
    unplaced = with_need(no_place_free(), count_need(NEEDS))
    assert to_do(unplaced, english).first
    known = with_need(per_address(), count_need(NEEDS, 5, "outlook"))
    assert not to_do(known, english).first


def test_one_mailbox_is_spoken_of_as_one(english: Words, german: Words) -> None:
    advice = helped(*mailbox_here())
    told = to_do(advice, english)
    assert told.result == "4 are allowed: that is enough."
    assert told.others[0] == (
        "Open this mailbox in the browser (webmail) on 1 computer. "
        "That saves 5 connections: from 7 to 2."
    )
    assert "Öffnen Sie dieses Postfach auf 1 Computer" in to_do(advice, german).others[0]
    shared = with_need(mailbox(), count_need(NEEDS, 4, "outlook", 1, 0, 20))
    told = to_do(shared, english)
    assert told.steps[0] == (
        "Give each person a mailbox of their own, and let the shared address forward to it. "
        "Each mailbox then needs about 4 connections in place of 20."
    )
    assert told.steps[1] == (
        "Take this mailbox off phones and tablets that do not need it. "
        "That saves 2 connections: from 4 to 2."
    )
    few = with_need(mailbox(), count_need(NEEDS, 4, "outlook", 1, 0, 20))
    assert "on some computers" in sentence(Measure(Code.WEBMAIL, each=2), few, english)


def test_a_rate_is_told_as_programs_and_minutes(english: Words, german: Words) -> None:
    found = verdict(Kind.RATE, rate=Rate(10, 60.0))
    advice = helped(courier(), advise(found, need=count_need(NEEDS, 6, "thunderbird")))
    assert to_do(advice, english).steps == (
        (
            "Start the mail programs on 2 computers at a time. Wait about 1 minute before the "
            "next. After about 2 minutes all of them are running."
        ),
    )
    assert "immer nur auf 2 Computern zugleich" in to_do(advice, german).steps[0]
    single = helped(courier(), advise(found, need=count_need(NEEDS, 1, "thunderbird")))
    assert to_do(single, english).steps == (
        "Start the mail programs on 2 computers at a time. Wait about 1 minute before the next.",
    )


def test_the_other_kinds_have_their_own_advice(english: Words) -> None:
    assert "early in the morning" in to_do(helped(*server_full()), english).steps[0]
    locked = helped(courier(), advise(verdict(Kind.LOCKED_OUT)))
    assert len(to_do(locked, english).steps) == 2
    router = helped(courier(), advise(verdict(Kind.OFFICE_NETWORK)))
    assert to_do(router, english).steps[0].startswith("Restart the router")
    assert not to_do(helped(*no_place_free()), english).result


def test_nothing_to_do_is_nothing_to_read(english: Words) -> None:
    _, enough = per_address(40)
    assert to_do(enough, english) == ToDo()
    assert not second_way_is_told(enough)
    assert second_way_is_told(helped(*per_address()))
