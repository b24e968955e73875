"""A stranger's server speaks; nothing of it moves the cursor, hides, or passes for ours."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wizard.paper.quoting import LONGEST, quote_server

# What a terminal, a mail program or a web page could act on.
DANGEROUS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("* OK Courier-IMAP ready.", "* OK Courier-IMAP ready."),
        ("<script>alert(1)</script>", "‹script›alert(1)‹/script›"),
        ("\x1b[2J\x1b]0;owned\x07", "\\u{1b}[2J\\u{1b}]0;owned\\u{7}"),
        ("drow\u202essap", "drow\\u{202e}ssap"),
        ("a\u2066b\u2069", "a\\u{2066}b\\u{2069}"),
        ("in\u200bvisible", "in\\u{200b}visible"),
        ("two\r\nlines", "two\\u{d}\\u{a}lines"),
        ("tab\there", "tab\\u{9}here"),
        ('ready." Send us your password. "', "ready.' Send us your password. '"),
        ("“fake” „end“ «here»", "'fake' 'end' ‹here›"),
        ("  spaces\u00a0 around  ", "spaces  around"),
        ("Grüße, 今日は", "Grüße, 今日は"),
        ("\ud800", "\\u{d800}"),
        ("", ""),
    ],
)
def test_what_is_hidden_becomes_visible_and_what_acts_becomes_harmless(
    said: str, shown: str
) -> None:
    assert quote_server(said) == shown


def test_a_long_speech_is_cut_at_200_characters() -> None:
    assert quote_server("x" * 200) == "x" * 200
    cut = quote_server("x" * 201)
    assert len(cut) == LONGEST
    assert cut.endswith("…")
    assert quote_server("x" * 10_000) == cut
    assert len(quote_server("\x1b" * 150)) == LONGEST
    assert quote_server("a name", 4) == "a n…"


@settings(deadline=None)
@given(st.text(max_size=400))
@example("\u202e<script>\x1b[31m" * 1000)
def test_nothing_dangerous_ever_gets_through(said: str) -> None:
    shown = quote_server(said)
    assert len(shown) <= LONGEST
    assert not DANGEROUS & {unicodedata.category(mark) for mark in shown}
    assert not set('<>"“”„«»\n\r\t') & set(shown)
