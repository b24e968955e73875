"""From a verdict to the one situation whose sentences are said."""

import pytest

from tests.paper.cases import NEED, advise, verdict
from wizard.core.advice import Kind, Refusal
from wizard.paper.headlines import HEADLINES
from wizard.paper.meanings import WHY
from wizard.paper.next_steps import NEXT, WHO
from wizard.paper.number_words import NUMBERS
from wizard.paper.situation import Situation, situation

S = Situation
CERTIFICATE = Kind.CERTIFICATE_PROBLEM
NO_PLACE = Kind.NO_PLACE_FREE


@pytest.mark.parametrize(
    ("kind", "limit", "code", "refusal", "at_least", "expected"),
    [
        (Kind.PER_ADDRESS, 4, "", Refusal.WORDLESS, False, S.OFFICE),
        (Kind.PER_ADDRESS, 4, "", Refusal.WORDLESS, True, S.OFFICE_AT_LEAST),
        (Kind.PER_ADDRESS, 22, "", Refusal.WORDLESS, False, S.OFFICE_JUST_ENOUGH),
        (Kind.PER_ADDRESS, 30, "", Refusal.WORDLESS, False, S.OFFICE_ENOUGH),
        (Kind.PER_ADDRESS, 4, "", Refusal.PACKET_FILTER, False, S.FIREWALL),
        (Kind.PER_ADDRESS, 4, "", Refusal.PACKET_FILTER, True, S.FIREWALL_AT_LEAST),
        (Kind.PER_ADDRESS, 22, "", Refusal.PACKET_FILTER, False, S.OFFICE_JUST_ENOUGH),
        (Kind.PER_MAILBOX, 4, "", Refusal.IN_WORDS, False, S.MAILBOX),
        (Kind.PER_MAILBOX, 4, "", Refusal.IN_WORDS, True, S.MAILBOX_AT_LEAST),
        (Kind.PER_MAILBOX, 7, "", Refusal.IN_WORDS, False, S.MAILBOX_JUST_ENOUGH),
        (Kind.PER_MAILBOX, 15, "", Refusal.IN_WORDS, False, S.MAILBOX_ENOUGH),
        (Kind.PER_MAILBOX_AND_ADDRESS, 4, "", Refusal.IN_WORDS, False, S.MAILBOX_HERE),
        (Kind.PER_MAILBOX_AND_ADDRESS, 4, "", Refusal.IN_WORDS, True, S.MAILBOX_HERE_AT_LEAST),
        (Kind.SERVER_FULL, None, "", Refusal.SILENT, False, S.SERVER_BUSY),
        (Kind.SERVER_FULL, None, "", Refusal.IN_WORDS, False, S.SERVER_SAYS_FULL),
        (Kind.NO_LIMIT_FOUND, 24, "", Refusal.NONE, True, S.NO_LIMIT),
        (Kind.NO_LIMIT_FOUND, 10, "ceiling", Refusal.NONE, True, S.NO_LIMIT_BELOW_NEED),
        (Kind.RATE, None, "", Refusal.NONE, False, S.RATE),
        (Kind.LOCKED_OUT, None, "", Refusal.NONE, False, S.LOCKED_OUT),
        (Kind.OFFICE_NETWORK, None, "", Refusal.NONE, False, S.OWN_NETWORK),
        (Kind.OFFICE_NETWORK, None, "held-frozen", Refusal.NONE, False, S.NETWORK_LOST),
        (Kind.NO_CLEAR_RESULT, 1, "own-address-changed", Refusal.NONE, True, S.ADDRESS_CHANGED),
        (Kind.EVICTS_OLDEST, 10, "", Refusal.NONE, False, S.EVICTS),
        (Kind.NO_CLEAR_RESULT, 4, "mixed-refusals", Refusal.NONE, True, S.UNCLEAR),
        (Kind.NO_CLEAR_RESULT, 1, "sign-in-needed", Refusal.NONE, True, S.UNCLEAR_SIGN_IN),
        (Kind.NO_CLEAR_RESULT, None, "our-fault", Refusal.NONE, True, S.OUR_FAULT),
        (Kind.STOPPED, 4, "stopped", Refusal.NONE, True, S.STOPPED),
        (Kind.NOT_FOUND, None, "unknown-name", Refusal.NONE, False, S.NOT_FOUND),
        (Kind.NOT_FOUND, None, "temporary", Refusal.NONE, False, S.NO_NAME_SERVICE),
        (Kind.NOT_FOUND, None, "no-such-family", Refusal.NONE, False, S.NO_SUCH_FAMILY),
        (Kind.CANNOT_REACH, None, "address-unanswered", Refusal.NONE, False, S.NO_ANSWER),
        (Kind.CANNOT_REACH, None, "address-refused", Refusal.NONE, False, S.NO_ANSWER),
        (Kind.CANNOT_REACH, None, "nothing-ever-opened", Refusal.NONE, False, S.TURNED_AWAY),
        (Kind.CANNOT_REACH, None, "refused-in-words", Refusal.NONE, False, S.TURNED_AWAY),
        (Kind.CANNOT_REACH, None, "not-a-mail-server", Refusal.NONE, False, S.NOT_A_MAIL_SERVER),
        (Kind.CANNOT_REACH, None, "plain-on-encrypted", Refusal.NONE, False, S.OTHER_SECURITY),
        (Kind.CANNOT_REACH, None, "encrypted-on-plain", Refusal.NONE, False, S.OTHER_SECURITY),
        (Kind.CANNOT_REACH, None, "no-encryption", Refusal.NONE, False, S.NO_ENCRYPTION),
        (Kind.SIGN_IN_REFUSED, None, "", Refusal.NONE, False, S.SIGN_IN_REFUSED),
        (Kind.NEEDS_BROWSER_SIGN_IN, None, "", Refusal.NONE, False, S.BROWSER_SIGN_IN),
        (Kind.SIGN_IN_REFUSED, None, "app-password-wanted", Refusal.NONE, False, S.APP_PASSWORD),
        (Kind.SIGN_IN_REFUSED, None, "sign-ins-too-often", Refusal.NONE, False, S.TOO_OFTEN),
        (Kind.CANNOT_REACH, None, "sign-ins-too-often", Refusal.NONE, False, S.TOO_OFTEN),
        (Kind.CANNOT_REACH, None, "protected-only", Refusal.NONE, False, S.PROTECTED_ONLY),
        (Kind.NEEDS_BROWSER_SIGN_IN, None, "other-sign-in-only", Refusal.NONE, False,
         S.OTHER_SIGN_IN),
        (CERTIFICATE, None, "certificate-name", Refusal.NONE, False, S.CERTIFICATE_NAME),
        (CERTIFICATE, None, "certificate-issuer", Refusal.NONE, False, S.CERTIFICATE_ISSUER),
        (CERTIFICATE, None, "certificate-no-authorities", Refusal.NONE, False, S.NO_AUTHORITIES),
        (CERTIFICATE, None, "certificate-date", Refusal.NONE, False, S.CERTIFICATE_DATE),
        (CERTIFICATE, None, "certificate-other", Refusal.NONE, False, S.CERTIFICATE_OTHER),
        (Kind.NO_PLACE_FREE, None, "", Refusal.WORDLESS, False, S.NO_PLACE_OR_DEAD),
        (NO_PLACE, None, "other-service-answers", Refusal.WORDLESS, False, S.OFFICE_NO_PLACE),
        (Kind.NO_PLACE_FREE, None, "", Refusal.IN_WORDS, False, S.NO_PLACE_IN_WORDS),
        (NO_PLACE, None, "words-name-the-address", Refusal.IN_WORDS, False, S.OFFICE_NO_PLACE),
        (NO_PLACE, None, "words-name-the-mailbox", Refusal.IN_WORDS, False, S.MAILBOX_NO_PLACE),
    ],
)  # fmt: skip
def test_every_verdict_has_its_situation(
    kind: Kind,
    limit: int | None,
    code: str,
    refusal: Refusal,
    at_least: bool,
    expected: Situation,
) -> None:
    codes = (code,) if code else ()
    found = verdict(kind, limit, *codes, refusal=refusal, at_least=at_least)
    assert situation(advise(found, need=NEED)) is expected


@pytest.mark.parametrize("kind", list(Kind))
def test_a_kind_without_any_detail_has_one_too(kind: Kind) -> None:
    assert situation(advise(verdict(kind))) in Situation


@pytest.mark.parametrize("where", list(Situation))
def test_every_situation_has_all_its_sentences(where: Situation) -> None:
    for table in (HEADLINES, WHY, WHO, NEXT):
        assert where in table
    assert set(NUMBERS) <= set(Situation)


def test_support_can_name_every_headline_in_any_language() -> None:
    assert all(message.context == where for where, message in HEADLINES.items())
