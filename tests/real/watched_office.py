"""The window in an office whose mail server watches: pages as they are, connections from there.

Owns the one window of such a test. Only names are made up: those of the office's domain lead to
the provider; nobody else has one.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any, Final

import pytest
from pytestqt.qtbot import QtBot

from tests.servers.network import PROVIDER, Network
from tests.servers.real import RealServer
from tests.somewhere import Somewhere
from tests.ui.visitor import Visitor
from wizard import service
from wizard.core.surroundings import Surroundings
from wizard.probe import tally
from wizard.ui.awake import NoWay
from wizard.ui.window import Window
from wizard.words import Words

DOMAIN: Final = "office.test"
ADDRESS: Final = f"alice@{DOMAIN}"
NAMES: Final = ("imap.office.test", "mail.office.test", "office.test")


def visit(world: Network, server: RealServer, bot: QtBot, patch: pytest.MonkeyPatch) -> Visitor:
    """Somebody in front of the window, in this office; the program was just started."""
    tally.forget()
    patch.setattr("wizard.ui.system.WithQt.look", lambda *_: Surroundings())
    patch.setattr("wizard.probe.name_service.system_servers", lambda: ())
    patch.setattr(socket, "getaddrinfo", _names(socket.getaddrinfo))
    for name in ("find", "check"):
        patch.setattr(service, name, _from_there(world, getattr(service, name)))
    window = Window(Words())
    window.desk.awake, window.desk.where.platform = NoWay(), Somewhere()
    window.desk.trusted = server.cafile.read_text(encoding="ascii")
    bot.addWidget(window, before_close_func=_end)
    window.show()
    return Visitor(bot, window)


def _end(window: Window) -> None:
    """Close without a question, with everything let go."""
    window.desk.taken = True
    window.finish()


def _names(real: Callable[..., Any]) -> Callable[..., Any]:
    def look_up(host: str, port: int | None, **more: Any) -> Any:  # noqa: ANN401
        if host in NAMES:
            return real(PROVIDER, port, **more)
        if not host.replace(".", "").isdigit():
            raise socket.gaierror(socket.EAI_NONAME, "nobody")
        return real(host, port, **more)

    return look_up


def _from_there(world: Network, act: Callable[..., Any]) -> Callable[..., Any]:
    def there(*what: Any, **more: Any) -> Any:  # noqa: ANN401
        return world.office.run(lambda: act(*what, **more))

    return there


def sign_in(visitor: Visitor, password: str) -> str:
    """Type address and password, check; the heading of what is told then, "" where it worked."""
    form, notice = visitor.sign_in.form, visitor.sign_in.notice
    if form.address_edit.text() != ADDRESS:
        visitor.type(form.address_edit, ADDRESS)
    visitor.type(form.password_edit, password)
    visitor.go_on()
    visitor.wait_until_idle()
    return notice.heading.text() if notice.isVisible() else ""


def go_without_a_password(visitor: Visitor, host: str) -> None:
    """The link on the first page, then the whole way to the result."""
    form = visitor.sign_in.form
    visitor.press(form.without)
    visitor.type(form.server_edit, host)
    visitor.go_on()
    visitor.test()
