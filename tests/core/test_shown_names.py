"""Which names of a certificate may be offered: never a pattern, a number or a trick of letters."""

import pytest

from wizard.core.shown_names import MOST_NAMES, may_be_taken, offered


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


@pytest.mark.parametrize(
    ("name", "user", "may"),
    [
        # Without a password there is nothing to lose.
        ("srv12.example-host.net", None, True),
        ("srv12.example-host.net", "info@miller.example", False),
        ("srv12.miller.example", "info@miller.example", True),
        ("miller.example", "info@miller.example", True),
        ("evilmiller.example", "info@miller.example", False),
        ("a.mail.miller.example", "info", True),
        ("www.miller.example", "info", False),
        ("example", "info@", False),
    ],
)
def test_only_names_of_the_mailboxs_own_domain_are_taken_without_a_question(
    name: str, user: str | None, may: bool
) -> None:
    assert may_be_taken(name, "mail.miller.example", user) is may
