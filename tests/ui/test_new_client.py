"""New client: nothing of the last one stays, and who tests does not have to sign in again."""

import threading
from dataclasses import fields, replace

from tests.paper import cases
from tests.servers import CANARY
from wizard.branding import Branding
from wizard.core.case_file import Sender, case_file
from wizard.core.discover import Candidate, Source
from wizard.core.entries import Entries, Support
from wizard.core.model import Security
from wizard.core.progress import Place
from wizard.core.secret import Secret
from wizard.ui import new_client
from wizard.ui.awake import NoWay
from wizard.ui.desk import Desk
from wizard.ui.finding import Finding
from wizard.ui.firm import Firm
from wizard.ui.visit import Visit
from wizard.words import Words

MILLER = Entries(address="info@miller.example", server="mail.miller.example", knows_server=True,
                 office_address="203.0.113.7", support=Support(port=1993))  # fmt: skip


def full_desk() -> Desk:
    """After a test at a client's, with all that can lie on a desk."""
    desk = Desk(Words("de"), awake=NoWay())
    desk.firm = Firm(Branding("Smith IT, help@smith.example"))
    case, advice = cases.per_address()
    desk.entries, desk.secret, desk.second_secret = MILLER, Secret(CANARY), Secret(CANARY)
    desk.sender = Sender("Tim Tech", "Miller & Sons", "K-4711", "203.0.113.7", names_mailbox=True)
    desk.keep(Finding(case, advice))
    desk.at_sign_in = Finding(case, advice)
    desk.plan, desk.fullest = case.plan, ((Place.OPEN,), 22)
    desk.letter, desk.note_words, desk.provider = "Hello miller.example", Words(), "a@provider"
    desk.trusted, desk.distrusted = "pem", ("mail.miller.example", "ab" * 32)
    desk.ask_mozilla = desk.past_antivirus = desk.closed_everywhere = True
    desk.slow_sign_in = 7
    desk.office_addresses = ("203.0.113.7",)
    desk.visit = Visit(same_client="other.example", for_client=True)
    desk.password_was_wrong()
    desk.last_address = "203.0.113.9"
    desk.remember(Candidate("mail.miller.example", 993, Security.TLS, "", Source.USUAL_NAME))
    desk.secret = Secret(CANARY)
    return desk


def test_nothing_stays_but_the_language_and_who_tests() -> None:
    desk = full_desk()
    names = {each.name for each in fields(desk)}
    fresh = Desk(**{name: getattr(desk, name) for name in new_client.STAYS & names})
    changed = {name for name in names if getattr(desk, name) != getattr(fresh, name)}
    # A new field of the desk has to be filled in above, or it would prove nothing here.
    assert changed == names - new_client.STAYS - {"_server"}
    new_client.clear(desk)
    assert desk == replace(fresh, sender=Sender("Tim Tech"), visit=Visit(for_client=True))
    assert desk.firm.branding.contact.startswith("Smith IT")
    assert desk.words.language == "de"
    assert "miller" not in repr(desk)


def test_the_technicians_own_company_stays_where_the_branding_says_so() -> None:
    desk = full_desk()
    desk.sender = Sender("Tim Tech", "Smith IT", "K-4711")
    new_client.clear(desk)
    assert desk.sender == Sender("Tim Tech", "Smith IT")


def opened(signed_by: str) -> Desk:
    """Tim's desk, on which a case lies that somebody else signed."""
    desk = Desk(Words(), awake=NoWay(), sender=Sender("Tim Tech", "Smith IT"))
    desk.open(case_file(cases.per_address()[0], Sender(signed_by, "Miller & Sons")), MILLER, "x")
    return desk


def test_who_signed_a_case_that_was_opened_signs_no_other_one() -> None:
    desk = opened("Anna Miller")
    assert desk.sender.name == "Anna Miller"
    new_client.clear(desk)
    assert desk.sender == Sender("Tim Tech")


def test_nor_where_one_case_is_opened_after_the_other() -> None:
    desk = opened("Anna Miller")
    desk.open(case_file(cases.per_address()[0], Sender("Bert Baker")), MILLER, "x")
    new_client.clear(desk)
    assert desk.sender == Sender("Tim Tech")


def test_whoever_signs_now_stays() -> None:
    desk = opened("Anna Miller")
    desk.sender = replace(desk.sender, name="Tina Tech")
    new_client.clear(desk)
    assert desk.sender == Sender("Tina Tech")


def test_a_practice_server_ends_with_the_client() -> None:
    desk = Desk(Words(), awake=NoWay())
    job = desk.open_practice()
    ended: list[str] = []

    class Server:
        tls_port, trusted_certificate = 1993, "pem"

        def stop(self) -> None:
            ended.append("stopped")

    assert callable(job)
    desk.practise(Server())  # type: ignore[arg-type]  # as much of one as is needed
    new_client.clear(desk)
    for thread in threading.enumerate():
        if thread.name == "practice-end":
            thread.join()
    assert ended == ["stopped"]
    assert not desk.entries.practice
