"""What people type and paste: tidied where that is safe, else told by its name."""

import pytest

from wizard.core.entries import (
    Checked,
    Fault,
    check_address,
    check_counts,
    check_office_address,
    check_password,
    check_server,
    check_user,
    domain_of,
)
from wizard.core.lockout import REST_SECONDS, rest
from wizard.core.slumber import Glance, slept

GOOD = "info@miller.example"


@pytest.mark.parametrize(
    "typed",
    [
        GOOD,
        f"  {GOOD} ",
        f"{GOOD}\r\n",
        "info@\nmiller.example",
        f"\u202b{GOOD}\u202c",
        f"\ufeff{GOOD}\u200b",
        f"mailto:{GOOD}",
        f"Anna Miller <{GOOD}>",
    ],
)
def test_an_address_is_freed_of_what_was_pasted_around_it(typed: str) -> None:
    assert check_address(typed) == Checked(GOOD)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", Fault.ADDRESS_EMPTY),
        (" \u200f\n", Fault.ADDRESS_EMPTY),
        ("miller.example", Fault.ADDRESS_INCOMPLETE),
        ("info@", Fault.ADDRESS_INCOMPLETE),
        ("@miller.example", Fault.ADDRESS_INCOMPLETE),
        ("info@miller", Fault.ADDRESS_INCOMPLETE),
        ("info@miller..example", Fault.ADDRESS_INCOMPLETE),
        ("info@-miller.example", Fault.ADDRESS_INCOMPLETE),
        ("info@@miller.example", Fault.ADDRESS_TWICE),
        ("info@miller.example, anna@miller.example", Fault.ADDRESS_TWICE),
        ("in fo@miller.example", Fault.ADDRESS_SPACES),
        (f"{'i' * 250}@miller.example", Fault.ADDRESS_LONG),
    ],
)
def test_an_address_that_cannot_be_one_is_told(typed: str, fault: Fault) -> None:
    assert check_address(typed).fault is fault


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        (GOOD, "miller.example"),
        ("info@Müller.example", "xn--mller-kva.example"),
        ("info@mu\u0308ller.example", "xn--mller-kva.example"),
        ("info@straße.example", "xn--strae-oqa.example"),  # never strasse.example: another's name
    ],
)
def test_a_domain_is_what_name_servers_know(address: str, domain: str) -> None:
    assert domain_of(address) == domain


def test_a_domain_that_is_too_long_becomes_some_name_and_no_fault() -> None:
    assert domain_of(f"info@{'ü' * 63}.example").startswith("xn--")


@pytest.mark.parametrize(
    ("typed", "checked"),
    [
        ("mail.example", Checked("mail.example")),
        (" Mail.Example. ", Checked("mail.example")),
        ("https://mail.example/", Checked("mail.example")),
        ("imaps://mail.example/inbox", Checked("mail.example")),
        ("mail.example:993", Checked("mail.example", port=993)),
        ("https://mail.example:143/x", Checked("mail.example", port=143)),
        ("\u202amail.example\u202c\n", Checked("mail.example")),
        ("mail.müller.example", Checked("mail.xn--mller-kva.example")),
        ("localhost", Checked("localhost")),
        ("198.51.100.25", Checked("198.51.100.25")),
        ("198.51.100.25:143", Checked("198.51.100.25", port=143)),
        ("2001:DB8::1", Checked("2001:db8::1")),
        ("[2001:db8::1]:993", Checked("2001:db8::1", port=993)),
        ("[2001:db8::1]", Checked("2001:db8::1")),
        ("", Checked("", Fault.SERVER_EMPTY)),
        ("https://", Checked("", Fault.SERVER_EMPTY)),
        (GOOD, Checked(GOOD, Fault.SERVER_IS_ADDRESS)),
        ("mail example", Checked("mail example", Fault.SERVER_NAME)),
        ("[nonsense]", Checked("nonsense", Fault.SERVER_NAME)),
        ("mail.example:imap", Checked("mail.example", Fault.SERVER_PORT)),
        ("mail.example:99999", Checked("mail.example", Fault.SERVER_PORT)),
        ("mail.example:", Checked("mail.example")),
        ("m" * 300, Checked("m" * 300, Fault.SERVER_NAME)),
    ],
)
def test_a_server_is_found_in_what_was_typed(typed: str, checked: Checked) -> None:
    assert check_server(typed) == checked


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", Fault.PASSWORD_EMPTY),
        ("secret", None),
        ("s" * 300, None),
        ("pass word", None),
        ("Пароль ü", None),
        ("secret ", Fault.PASSWORD_SPACE),
        (" secret", Fault.PASSWORD_SPACE),
        ("secret\n", Fault.PASSWORD_SPACE),
        ("sec\nret", Fault.PASSWORD_MARKS),
        ("sec\0ret", Fault.PASSWORD_MARKS),
        ("sec\ud800ret", Fault.PASSWORD_MARKS),
        ("s" * 1001, Fault.PASSWORD_LONG),
    ],
)
def test_a_password_is_never_changed_only_asked_about(typed: str, fault: Fault | None) -> None:
    assert check_password(typed) is fault


def test_a_user_name_is_freed_of_what_was_pasted_around_it() -> None:
    assert check_user(" \u200eweb12p3\r\n") == "web12p3"


@pytest.mark.parametrize(
    ("counts", "fault"),
    [
        ((None, 0, 0), Fault.COMPUTERS_EMPTY),
        ((0, 0, 0), Fault.NO_DEVICES),
        ((0, 1, 0), None),
        ((5, 0, 0), None),
    ],
)
def test_at_least_one_device_is_counted(
    counts: tuple[int | None, int, int], fault: Fault | None
) -> None:
    assert check_counts(*counts) is fault


@pytest.mark.parametrize(
    ("typed", "checked"),
    [
        ("", Checked("")),
        (" 203.0.113.7\n", Checked("203.0.113.7")),
        ("2001:db8::7", Checked("2001:db8::7")),
        ("[2001:db8::7]", Checked("2001:db8::7")),
        ("203.0.113.777", Checked("203.0.113.777", Fault.OFFICE_ADDRESS)),
        ("Main Street 7", Checked("Main Street 7", Fault.OFFICE_ADDRESS)),
    ],
)
def test_the_internet_address_may_be_left_out_but_not_be_something_else(
    typed: str, checked: Checked
) -> None:
    assert check_office_address(typed) == checked


def test_after_the_second_wrong_password_there_is_a_rest() -> None:
    assert rest(1, 0.0) == 0.0
    assert rest(2, 0.0) == REST_SECONDS
    assert rest(2, 60.0) == REST_SECONDS - 60
    assert rest(3, REST_SECONDS + 1) == 0.0


def test_a_sleep_shows_on_either_clock() -> None:
    before = Glance(wall=100.0, steady=10.0)
    assert not slept(before, Glance(wall=101.0, steady=11.0))
    assert slept(before, Glance(wall=401.0, steady=11.0))  # the steady clock stood still
    assert slept(before, Glance(wall=401.0, steady=311.0))  # the program itself stood still
