"""What is told about a check of the sign-in, and what each button below that message does.

Owns the message while it is shown and the acts of its buttons. Which message and which buttons
belong to a finding is decided in sign_in_trouble.py; whether anything is checked, by the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from wizard.core.discover import Candidate
from wizard.core.entries import domain_of
from wizard.core.journey import Move
from wizard.ui import letters
from wizard.ui.barred import browse
from wizard.ui.beforehand import other_form
from wizard.ui.finding import Finding
from wizard.ui.page import Sheet
from wizard.ui.pages import sign_in_words as w
from wizard.ui.pages.sign_in_form import SignInForm
from wizard.ui.pages.sign_in_rest import Rest
from wizard.ui.pages.sign_in_trouble import Trouble
from wizard.ui.system_settings import Part
from wizard.words import Message


class Acts(QObject):
    """Shows a message in the notice of the page; `found_at` and `found` are what it is about."""

    def __init__(self, sheet: Sheet, form: SignInForm) -> None:
        """Nothing is told yet."""
        super().__init__(sheet)
        self._sheet, self._form, self._desk = sheet, form, sheet.desk
        self._notice, self.rest = sheet.notice, Rest(sheet.notice, sheet.desk)
        self.found_at: Candidate | None = None
        self.found: Finding | None = None
        self._told = Trouble()

    def tell(self, told: Trouble, *, follow: bool = True) -> None:
        """Show it, read it out, and go where it can be answered.

        Without `follow` the focus stays: somebody may be typing a password.
        """
        if told.clears_password:
            self._form.password_edit.clear()
        say, acts = self._desk.words.say, self._acts(told)
        domain = self._desk.words.isolate(domain_of(self._desk.entries.address))
        choices = [(say(words, domain=domain), acts[words]) for words in told.choices]
        choices += [(say(w.USE_NAME, name=name), partial(self._use, name)) for name in told.names]
        if told.note is not None:
            choices.append((say(told.note), self.write))
        self._told = told
        self._notice.tell(told.heading, told.body, choices, enter=told.enter)
        if w.ONE_MORE_TRY in told.choices:
            self.rest.watch(self._notice.buttons[told.choices.index(w.ONE_MORE_TRY)])
        self._sheet.announced.emit(f"{told.heading}. {told.body}", follow)
        if not follow:
            return
        if told.enter:
            self._notice.go_to_first_button()
        elif told.clears_password:
            self._form.password.go()
        else:
            self._notice.go()

    def tell_again(self) -> None:
        """Back from the note about it: all is as it was."""
        self._desk.write_about(None)
        self.tell(self._told)

    def write(self) -> None:
        """To the note about what stands in the way; Back leads here again."""
        self._desk.write_about(self.found)
        self._sheet.moved.emit(Move.WRITE)

    def open_server(self) -> None:
        """To the field of the server's name, wherever that is now."""
        self._notice.clear()
        if self._desk.entries.knows_server:
            self._form.server.go()
        else:
            self._form.turn_server()

    def _open_security(self) -> None:
        """To the list of the security settings, which stands beside the server's name."""
        self.open_server()
        self._form.security.go()

    def _acts(self, told: Trouble) -> Mapping[Message, Callable[[], None]]:
        return {
            w.WITHOUT_PASSWORD: lambda: self._form.sign_in(False),
            w.OTHER_USER: self._other_user,
            w.SHOW_HOW: lambda: self._show_how(told),
            w.ENTER_SERVER: self.open_server,
            w.CHOOSE_SECURITY: self._open_security,
            w.OPEN_WEB_PAGE: self._open_web_page,
            w.COPY_FOR_IT: self._copy_for_it,
            w.OTHER_MAILBOX: self._form.forget_address,
            w.GO_BACK: self._go_back,
            w.OPEN_CLOCK: self._open_clock,
            w.TRY_AGAIN: self._sheet.primary,
            w.TEST_ANYWAY: self._past_antivirus,
            w.ONE_MORE_TRY: self._one_more_try,
            w.ASK_MOZILLA: self._ask_mozilla,
            w.GO_ON_ANYWAY: lambda: self._sheet.moved.emit(Move.NEXT),
        }

    def _open_web_page(self) -> None:
        browse(domain_of(self._desk.entries.address))

    def _copy_for_it(self) -> None:
        """What whoever looks after the network has to know."""
        assert self.found is not None
        letters.copy(self.found, self._desk)
        done = self._desk.words.say(w.COPIED)
        self._notice.buttons[self._told.choices.index(w.COPY_FOR_IT)].setText(done)
        self._sheet.announced.emit(done, False)

    def _open_clock(self) -> None:
        if not self._desk.where.settings.open(Part.CLOCK):
            self.tell(self._told.by_words(w.OPEN_CLOCK, self._desk.words.say(w.LOOK_FOR_CLOCK)))

    def _go_back(self) -> None:
        self._notice.clear()
        self._form.go()

    def _one_more_try(self) -> None:
        self._notice.clear()
        self._form.password.go()

    def _ask_mozilla(self) -> None:
        self._desk.ask_mozilla = True
        self._sheet.primary()

    def _past_antivirus(self) -> None:
        self._desk.past_antivirus = True
        self._sheet.primary()

    def _use(self, name: str) -> None:
        """Ask again, under the name that the server showed."""
        self._desk.use_name(self.found_at, name)
        self._form.reshape()
        self._sheet.primary()

    def _show_how(self, told: Trouble) -> None:
        """The same message with the steps, in place."""
        choices = tuple(words for words in told.choices if words != w.SHOW_HOW)
        self.tell(replace(told, body=told.how, choices=choices, clears_password=False))

    def _other_user(self) -> None:
        """The other form of the user name stands ready; only the user tries it."""
        name = other_form(self._desk, self.found_at)
        self._desk.keep_server(self.found_at)
        self._desk.put(user=name, knows_server=True)
        self._form.reshape()
        self._form.user.go()
