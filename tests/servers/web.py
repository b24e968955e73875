"""Web servers of the tests, in the language of hostile servers: `[Request(), Respond(body)]`."""

from __future__ import annotations

from dataclasses import dataclass

from tests.servers.conversation import Conversation


@dataclass(frozen=True)
class Request:
    """Hears one request to its empty line."""

    def play(self, talk: Conversation) -> None:
        while talk.line().strip():
            pass


@dataclass(frozen=True)
class Respond:
    """A whole answer."""

    body: bytes = b""
    status: str = "200 OK"
    headers: tuple[str, ...] = ()

    def play(self, talk: Conversation) -> None:
        head = (f"HTTP/1.1 {self.status}", *self.headers, f"Content-Length: {len(self.body)}")
        talk.send("".join(f"{line}\r\n" for line in (*head, "")).encode() + self.body)


def moved(to: str, status: str = "302 Found") -> Respond:
    """A redirect."""
    return Respond(status=status, headers=(f"Location: {to}",))


def settings(
    host: str = "mail.provider.example",
    port: object = 993,
    security: str = "SSL",
    user: str = "%EMAILADDRESS%",
    sign_in: str = "password-cleartext",
) -> bytes:
    """A settings file with one server."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="miller.example">
    <domain>miller.example</domain>
    <incomingServer type="pop3"><hostname>pop.provider.example</hostname><port>995</port>
      <socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
    <incomingServer type="imap">
      <hostname>{host}</hostname><port>{port}</port><socketType>{security}</socketType>
      <username>{user}</username><authentication>{sign_in}</authentication>
    </incomingServer>
  </emailProvider>
</clientConfig>""".encode()
