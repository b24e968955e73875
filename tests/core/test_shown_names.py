"""Which names of a certificate may be offered: never a pattern, a number or a trick of letters."""

import pytest

from wizard.core.shown_names import MOST_NAMES, offered


def test_a_name_is_offered_in_small_letters_and_once() -> None:
    assert offered(["SRV12.Example-Host.test", "srv12.example-host.test"], "mail.miller.test") == (
        "srv12.example-host.test",
    )


def test_no_more_than_three_are_offered_of_however_many() -> None:
    many = [f"srv{number}.example.test" for number in range(5000)]
    assert offered(many, "mail.test") == tuple(many[:MOST_NAMES])


def test_the_name_that_was_asked_for_is_not_offered() -> None:
    assert offered(["Mail.Miller.test"], "mail.miller.test") == ()


@pytest.mark.parametrize(
    "shown",
    [
        "*.example.test",
        "localhost",
        "192.0.2.1",
        "2001:db8::1",
        "pаypal.test",
        "münchen.test",
        "mail.test:993",
        "https://mail.test",
        "mail.test/",
        "a@mail.test",
        "mail .test",
        "mail.test\n",
        "mail.test\0.evil.test",
        "-mail.test",
        "my_server.test",
        f"{'a' * 250}.test",
        f"{'a' * 64}.test",
        "",
        None,
        b"mail.test",
    ],
)
def test_what_is_no_plain_name_is_not_offered(shown: object) -> None:
    assert offered([shown], "mail.miller.test") == ()
