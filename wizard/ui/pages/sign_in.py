"""P1: from an address and a password to one working connection; P1b opens in place.

Owns the check of the sign-in; what is told about it is shown by sign_in_acts.py. A wrong password
is counted, so that nobody tries an office into a lock-out.
"""

from __future__ import annotations

from wizard import service
from wizard.core.discover import Candidate
from wizard.core.journey import Move, Page, lacks
from wizard.core.model import Event, Outcome
from wizard.core.secret import Secret
from wizard.paper.found_words import found_line
from wizard.paper.progress_words import SLOW
from wizard.ui.barred import Barred, explained, with_names
from wizard.ui.beforehand import ask_who_receives, seconds_waited
from wizard.ui.bridge import Ended, Job, News
from wizard.ui.desk import Desk
from wizard.ui.distrust import distrusted
from wizard.ui.finding import Trial, knows_the_server
from wizard.ui.our_fault import OurFault
from wizard.ui.page import Buttons, Sheet
from wizard.ui.pages import sign_in_words as w
from wizard.ui.pages.sign_in_acts import Acts
from wizard.ui.pages.sign_in_client import OtherClient
from wizard.ui.pages.sign_in_form import SignInForm
from wizard.ui.pages.sign_in_trouble import Trouble, beforehand, beforehand_by_name, of_trial
from wizard.ui.parts.case_list import CaseShelf
from wizard.ui.parts.text import Text
from wizard.ui.parts.ticks import Ticks
from wizard.ui.trial import trial
from wizard.ui.turned_away import TurnedAway


class SignIn(Sheet):
    """The first page: it is usable at once."""

    page = Page.SIGN_IN

    def __init__(self, desk: Desk) -> None:
        """The form, and room for what is told about it."""
        super().__init__(desk)
        self.working = False
        self.intro, self.ticks = Text(self), Ticks()
        self.form = SignInForm(desk)
        self.acts = Acts(self, self.form)
        self.other_client, self.cases = OtherClient(self, self.form), CaseShelf(desk)
        for part in (self.intro, self.form, self.ticks, self.cases):
            self.body.addWidget(part)
        self.cases.chosen.connect(self.chosen)
        desk.shelf.turned.connect(self._make_room)
        self.why = self.add_question()
        self.our_fault = OurFault(self.notice, desk)
        self.our_fault.told.connect(lambda text: self.announced.emit(text, True))
        self.our_fault.over.connect(self._start_over)
        self.turned_away = TurnedAway(self.notice, desk)
        self.turned_away.told.connect(lambda text: self.announced.emit(text, True))
        self.barred = Barred(self, desk)
        self.barred.free.connect(self.primary)
        self.barred.turned.connect(self._arrange)
        self.notice.turned.connect(self._make_room)
        self.notice.turned.connect(self.form.make_room)
        self.form.reshaped.connect(self._reshaped)
        self.form.address_left.connect(self._address_left)
        self.desk.receiver.told.connect(self._who_receives)
        self.form.practice_wanted.connect(lambda: self.freed.emit(self._practise))
        self.form.again.clicked.connect(self.opening)
        self.form.new_check.clicked.connect(lambda: self.freed.emit(self._start_over))
        self.form.blamed.connect(lambda fault: self.announced.emit(fault, True))
        self.form.hinted.connect(lambda hint: self.announced.emit(hint, False))
        self.form.caps_lock.seen.connect(self._caps_lock)

    def main_instruction(self) -> str:
        """Without a password another one; and another one after a fix."""
        if self.desk.entries.again:
            return self.words.say(w.HEADING_AGAIN)
        return self.words.say(w.HEADING if self.desk.entries.signs_in else w.HEADING_WITHOUT)

    def say(self) -> None:
        """All words of the page."""
        super().say()
        say = self.words.say
        self.intro.setText(self._checking_again() or say(w.INTRO))
        self.form.say()
        self.cases.show_words()
        ticks = (w.FINDING, w.OPENING, w.SIGNING_IN, w.CHECKING)
        self.ticks.say([say(words) for words in ticks], say(SLOW))
        self.why.say(say(w.WHY), say(w.BECAUSE))
        self._arrange()

    def _checking_again(self) -> str:
        """Which earlier test is made again, "" for none."""
        file, entries, words = self.desk.kept.file, self.desk.entries, self.words
        if file is None or not entries.again:
            return ""
        told = w.CHECKING_MAILBOX if entries.signs_in and entries.user else w.CHECKING_AGAIN
        return words.say(
            told if entries.signs_in else w.CHECKING_WITHOUT,
            host=words.isolate(entries.server),
            user=words.isolate(entries.user),
            date=words.date(file.latest.started_at.astimezone(file.latest.zone.tzinfo)),
        )

    def _caps_lock(self, on: bool) -> None:
        if on:
            self.announced.emit(self.words.say(w.CAPS_LOCK), False)

    def _arrange(self) -> None:
        self.form.arrange(self.working or self.barred.waiting is not None)
        self._make_room()
        self.updated.emit()

    def tell_quietly(self, heading: str, body: str = "") -> None:
        """Every way to begin stays in sight: nothing has to be put right first."""
        super().tell_quietly(heading, body)
        self.form.make_room(wanted=False)

    def _make_room(self) -> None:
        """A message takes the place of the introduction; so do saved cases, at the start."""
        desk, message = self.desk, not self.notice.isHidden()
        busy = self.working or self.barred.waiting is not None
        shown = not busy and desk.kept.file is None
        self.cases.arrange(shown=shown, beside_a_message=message)
        self.intro.setHidden(message or (desk.shelf.expected and shown))

    def _reshaped(self) -> None:
        self.notice.clear()
        self.say()

    def entered(self) -> None:
        """Show what was entered before; the focus goes to the first field."""
        self.barred.end()
        if self.desk.entries.practice:
            self.desk.close_practice()
            self.desk.start_over()
        if self.desk.secret is None:
            self.form.password_edit.clear()
        self.notice.clear()
        self.form.fill()
        if self.window().isVisible():  # at the start nothing is read before the window is painted
            self.desk.shelf.look()
        self.say()
        self.form.go()
        if self.desk.at_sign_in is not None:  # back from its note: all is as it was
            self.acts.tell_again()
        elif self.desk.entries.again and not self.desk.entries.signs_in:
            self.focus(self.heading)

    def greeting(self) -> str:
        """Which test is made again, where one is."""
        return ". ".join(part for part in (super().greeting(), self._checking_again()) if part)

    def buttons(self) -> Buttons:
        """Check, or Cancel while it is checked."""
        if self.working or self.barred.waiting:
            return Buttons(close=w.CANCEL, enter=False)
        return Buttons(primary=w.CHECK if self.desk.entries.signs_in else w.GO_ON)

    def primary(self) -> None:
        """Check what was typed, then the sign-in itself."""
        typed = self.form.password_edit.text()
        faults = lacks(self.page, self.desk.entries, password=typed)
        self.notice.clear()
        self.form.blame(faults)
        if faults:
            return
        self.form.tidy()
        if not self.desk.entries.signs_in:
            self.moved.emit(Move.NEXT)
        elif self.other_client.asks() or self._known_beforehand():
            pass
        elif self.desk.rest:
            self.acts.tell(Trouble.rest(self.desk))
        else:
            self.desk.secret = Secret(typed)
            self.announced.emit(self.words.say(w.SIGNING_IN), False)
            self._begin(with_names(trial(self.desk), self.desk), self._ended)

    def _known_beforehand(self) -> bool:
        """A mailbox at a large provider is told at once, before a password is typed."""
        told = beforehand(self.desk)
        if told is not None:
            self.acts.tell(told)
        return told is not None

    def _address_left(self) -> None:
        if not self.other_client.asks() and not self._known_beforehand():
            ask_who_receives(self.desk)

    def _who_receives(self) -> None:
        """Name servers told it while something was typed; a check that runs finds out itself."""
        if self.working or self.barred.waiting or self.desk.at_sign_in is not None:
            return
        self.form.renew_hint()
        told = beforehand_by_name(self.desk)
        if told is not None:
            self.acts.tell(told, follow=False)

    # -- The check of the sign-in -----

    def _begin(self, job: Job, ended: object) -> None:
        self.working = True
        self.turned_away.begin()
        self.ticks.begin()
        self._arrange()
        self.asked.emit(job, self._happened, ended)

    def _practise(self) -> None:
        self._begin(self.desk.open_practice(), self._practice_open)

    def _practice_open(self, ended: Ended) -> None:
        self._rest_from_work()
        if not isinstance(ended.value, service.PracticeServer):
            self.our_fault.tell(ended.code)
            return
        self.desk.practise(ended.value)
        self.moved.emit(Move.NEXT)

    def _happened(self, news: News) -> None:
        if isinstance(news, Candidate):
            self.ticks.tell(0, found_line(news, self.words))
            self.ticks.tick(0)
            return
        self.turned_away.hear(news)
        match news:
            case Event(outcome=Outcome.RESOLVED):
                self.ticks.tick(0)
            case Event(outcome=Outcome.OPEN):
                self.ticks.tick(0, 1, 2)
            case Event(outcome=Outcome.CONTROL_ANSWERED):
                self.ticks.tick(3)
            case _:
                pass

    def _rest_from_work(self) -> None:
        self.working = False
        self.turned_away.end()
        self.ticks.end()
        self.notice.clear()
        self._arrange()

    def _ended(self, ended: Ended) -> None:
        self._rest_from_work()
        trial = ended.value
        if not isinstance(trial, Trial):
            self.our_fault.tell(ended.code)
            return
        self.acts.found_at = trial.server
        barred = explained(trial, self.desk)
        if barred is not None:
            self.barred.wait(barred)
            return
        found = trial.finding and self.desk.with_the_users_word(trial.finding)
        self.acts.found = found
        self.desk.distrusted = distrusted(found)
        self.desk.last_address = found.case.address if found else ""
        self.desk.remember(trial.server if found and knows_the_server(found) else None)
        told = of_trial(trial, found, self.desk)
        if told is None:
            self.form.go()  # it was cancelled
        elif told.goes_on:
            self.announced.emit(self.words.say(w.WORKED), False)
            self.desk.keep_server(trial.server)
            if trial.finding is not None:
                self.desk.office_addresses = trial.finding.case.office_addresses
                self.desk.slow_sign_in = seconds_waited(trial.finding)
            self.moved.emit(Move.NEXT)
        else:
            self.acts.tell(told)

    def _start_over(self) -> None:
        self.desk.start_over()
        self.entered()

    def stop(self) -> bool:
        """Cancel ends the check, not the program."""
        if self.barred.end():
            return True
        if self.working:
            self.stopped.emit()
        return self.working
