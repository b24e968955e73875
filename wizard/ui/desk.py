"""What lies on the desk while somebody goes through the window: the one mutable owner.

Owns the entries, the password, the result, the case file and the practice server. Pages read from
here and write through here; a widget is never asked what it shows. The password leaves only into
the service.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wizard import service, signing_in
from wizard.core import lockout
from wizard.core.case_file import Agreement, CaseFile, Sender, case_file
from wizard.core.certificate import Trust
from wizard.core.discover import Candidate
from wizard.core.entries import Entries
from wizard.core.model import Outcome, Plan, Target
from wizard.core.secret import Secret
from wizard.ui import order
from wizard.ui.awake import Way, usual_way
from wizard.ui.bridge import Job, Tell
from wizard.ui.carried import Carried
from wizard.ui.finding import Finding
from wizard.ui.kept import Kept
from wizard.ui.receiver import Receiver
from wizard.ui.shelf import Shelf
from wizard.ui.visit import Visit
from wizard.ui.where import Where
from wizard.words import Words

if TYPE_CHECKING:
    from wizard.core.progress import Place
    from wizard.ui.firm import Firm


@dataclass
class Desk:
    """One office, one visit. `note_words` is the language of `letter`.

    `at_sign_in` is what the check of the sign-in found, while a note is written about that.
    `slow_sign_in` is how many seconds a server let the right password wait, 0 where it did not.
    """

    words: Words
    manner: order.Manner = field(default_factory=order.Manner)
    carried: Carried = field(default_factory=Carried)
    entries: Entries = field(default_factory=Entries)
    secret: Secret | None = None
    second_secret: Secret | None = None
    sender: Sender = field(default_factory=Sender)
    finding: Finding | None = None
    at_sign_in: Finding | None = None
    taken: bool = True
    office_addresses: tuple[str, ...] = ()
    plan: Plan | None = None
    fullest: tuple[tuple[Place, ...], int] | None = None
    kept: Kept = field(default_factory=Kept)
    visit: Visit = field(default_factory=Visit)
    letter: str | None = None
    note_words: Words | None = None
    provider: str = ""
    trusted: str | None = None
    ask_mozilla: bool = False
    past_antivirus: bool = False
    distrusted: tuple[str, str] | None = None
    closed_everywhere: bool = False
    slow_sign_in: int = 0
    awake: Way = field(default_factory=usual_way)
    where: Where = field(default_factory=Where)
    shelf: Shelf = field(default_factory=Shelf)
    receiver: Receiver = field(default_factory=Receiver)
    _server: service.PracticeServer | None = None
    last_address: str = ""
    _found: tuple[str, Candidate] | None = None
    _wrong: int = 0
    _last_wrong: float = field(default=0.0, repr=False)

    def put(self, **changes: Any) -> None:  # noqa: ANN401 - the fields of Entries
        """Write down what was entered."""
        self.entries = replace(self.entries, **changes)

    def keep(self, finding: Finding) -> None:
        """A test is over. Practice is no case, nor is a test that the computer slept through."""
        self.finding, self.letter = finding, None
        self.kept = replace(self.kept, change=None)
        if self.entries.practice:
            self.taken = True
        elif not finding.slept:
            self.taken = False
            self.kept = self.kept.after(finding.case, self.signed)
        self.office_addresses = finding.case.office_addresses or self.office_addresses

    @property
    def has_case(self) -> bool:
        """Whether there is a case file to be saved."""
        return self.kept.file is not None and not self.entries.practice

    @property
    def case(self) -> CaseFile:
        """The case file, signed: every test that counts."""
        assert self.kept.file is not None
        return replace(self.kept.file, sender=self.signed, agreement=self.agreement)

    @property
    def papers(self) -> CaseFile:
        """What papers are made from: the case, or what is no case and can be told all the same."""
        if self.has_case and self.at_sign_in is None:
            return self.case
        assert self.told is not None
        return case_file(self.told.case, self.signed, self.agreement)

    @property
    def told(self) -> Finding | None:
        """What a note is about just now."""
        return self.at_sign_in or self.finding

    def write_about(self, at_sign_in: Finding | None) -> None:
        """From now on the note is about this, and not about a test; None: about a test again."""
        self.at_sign_in, self.letter = at_sign_in, None

    def take(self, *, case: bool = False) -> None:
        """The user has the result, or the whole `case`; a note about the sign-in is no result."""
        self.taken = self.taken or case or self.at_sign_in is None

    @cached_property
    def firm(self) -> Firm:
        """The firm that tests; its file is read when it is first needed."""
        from wizard.ui.firm import firm_that_tests  # noqa: PLC0415 - as it says

        return firm_that_tests()

    def open(self, file: CaseFile, entries: Entries, place: str) -> None:
        """Check again what an earlier test found: the same office, the same server."""
        self.close_practice()
        self.start_over()
        self.visit = self.visit.with_case(file, entries, self.sender.name)
        self.kept, self.entries = Kept(file, place, after_a_fix=True), entries
        self.sender = file.sender

    def with_the_users_word(self, finding: Finding) -> Finding:
        """Take in that mail was closed everywhere, said while not one connection got in.

        Once one was open this counts for nothing: it was said of another moment.
        """
        case = finding.case
        if not self.closed_everywhere or any(one.outcome is Outcome.OPEN for one in case.events):
            return finding
        told = replace(case, plan=replace(case.plan, mail_closed=True))
        return replace(finding, case=told, advice=service.read(told))

    def start_over(self) -> None:
        """Nothing stays but the language and who signs; who signed a case signs no other one."""
        before = self.visit.name_before or self.carried.settings.name
        signed = Sender(before) if self.kept.place else self.sender
        self.sender = replace(signed, names_mailbox=False)
        self.entries, self.secret, self.second_secret = Entries(), None, None
        self.finding = self.at_sign_in = None
        self.slow_sign_in = 0
        self.taken, self.office_addresses, self.trusted = True, (), None
        self.ask_mozilla = False
        self.past_antivirus, self.distrusted = False, None
        self.kept, self.letter, self.note_words = Kept(), None, None
        self.visit = self.visit.anew()
        self._wrong, self.last_address, self._found = 0, "", None
        self.where.forget()
        self.receiver.forget()

    @property
    def signed(self) -> Sender:
        """Who signs, with the office's internet address as far as it was entered."""
        return replace(self.sender, office_address=self.entries.office_address)

    @property
    def agreement(self) -> Agreement | None:
        """That the client agreed, where that was noted."""
        return None if self.entries.practice else self.visit.noted(self.entries)

    @property
    def target(self) -> Target:
        """The server to test."""
        return order.target(self.entries)

    # -- Wrong passwords -----

    def password_was_wrong(self) -> int:
        """Count one; how many there were. `last_address` is where it was refused."""
        self._wrong, self._last_wrong, self.secret = self._wrong + 1, time.monotonic(), None
        return self._wrong

    @property
    def rest(self) -> float:
        """How many seconds no password should be tried, once one was wrong."""
        if not self._wrong:
            return 0.0
        ours = lockout.rest(self._wrong, time.monotonic() - self._last_wrong)
        return max(ours, signing_in.rest_at(self.last_address, signs_in=True))

    @property
    def rests_without_password(self) -> bool:
        """Whether a test without a password has to wait as well."""
        return signing_in.rest_at(self.last_address, signs_in=False) > 0

    @property
    def trust(self) -> Trust:
        """What is accepted besides what the system trusts."""
        return Trust(self.trusted, self.entries.support.pinned, self.past_antivirus)

    # -- What the engine does -----

    def keep_server(self, server: Candidate | None) -> None:
        """From now on this is the server of the address."""
        if server is not None:
            self.put(
                server=server.host, port=server.port, user=server.user, security=server.security
            )

    def found_before(self) -> Candidate | None:
        """The server that a search found for this address and that a sign-in has reached."""
        address, server = self._found or ("", None)
        return server if address == self.entries.address and not self.ask_mozilla else None

    def remember(self, server: Candidate | None) -> None:
        """The next check of this address needs no search; None: it does."""
        self._found = None if server is None else (self.entries.address, server)

    def use_name(self, server: Candidate | None, name: str) -> None:
        """The server goes by this name; all else is as it was found or typed."""
        self.keep_server(server)
        self.put(server=name, knows_server=True)

    def forget_server(self) -> None:
        """Another address: what was found for the last one is nothing any more."""
        self.ask_mozilla, self.distrusted, self._found = False, None, None
        support = replace(self.entries.support, pinned="")
        self.put(server="", port=None, user="", security=None, support=support)

    def order(self) -> Plan:
        """Make up the plan of the whole test."""
        self.visit = self.visit.bound(self.entries)
        made = order.plan(self.entries, self.target, self.manner)
        self.plan = replace(made, whereabouts=self.where.remarks(self.entries))
        return self.plan

    def test(self) -> Job:
        """The whole test, as it was ordered last."""
        return self._job(self.target, self.plan or self.order())

    def _job(self, where: Target, plan: Plan) -> Job:
        secret, second = (self.secret, self.second_secret) if where.signs_in else (None, None)
        trust = self.trust

        def job(tell: Tell, stop: threading.Event) -> Finding:
            case = service.check(
                where, secret, plan, tell, stop, trusted=trust, second_secret=second
            )
            return Finding(case, service.read(case))

        return job

    # -- Practice -----

    def open_practice(self) -> Job:
        """Start the practice server; `practise` then makes it the one to be tested."""
        self.close_practice()

        def job(_tell: Tell, _stop: threading.Event) -> service.PracticeServer:
            return service.practice_server().start()

        return job

    def practise(self, server: service.PracticeServer) -> None:
        """From now on the practice server is tested."""
        self._server, self.trusted = server, server.trusted_certificate
        self.secret = Secret(service.PRACTICE_USER)
        self.entries = replace(
            Entries(),
            address=service.PRACTICE_USER,
            server="localhost",
            user=service.PRACTICE_USER,
            port=server.tls_port,
            knows_server=True,
            practice=True,
        )

    def close_practice(self) -> None:
        """End the practice server, without waiting for it."""
        server, self._server = self._server, None
        if server is not None:
            threading.Thread(target=server.stop, name="practice-end").start()

    def end(self) -> None:
        """Nothing that was begun for this visit runs on."""
        self.close_practice()
        self.receiver.end()
        self.awake.end()
