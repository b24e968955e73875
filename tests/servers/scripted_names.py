"""A name server of the tests that says whatever a script says, good or bad.

    with ScriptedNames(script=lambda question, tcp: b"garbage") as names: ...

Owns how a script, or a plain table of records, becomes answers; nameserver.py owns the wire.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from tests.servers.nameserver import ALIASES, TTL, NameServer

Table = Mapping[tuple[str, str], list[str]]
# From a question to the bytes of its answer; None is silence.
Script = Callable[[dns.message.Message, bool], bytes | None]
_SHORT: Final = 1232


class ScriptedNames(NameServer):
    """Serves a table, or whatever a script says, on a free port of this computer."""

    def __init__(self, table: Table | None = None, script: Script | None = None) -> None:
        """Nothing listens before `start`."""
        super().__init__(port=0)
        self._script = script or (lambda question, tcp: answer(question, table or {}, tcp=tcp))

    @property
    def order(self) -> list[str]:
        """Every name that was asked for, in its order."""
        return [name for name, _ in self.asked]

    def answer(self, wire: bytes, *, udp: bool) -> bytes | None:
        """What the script says to this."""
        if not wire:  # the end, and no question
            return None
        question = dns.message.from_wire(wire)
        [asked] = question.question
        kind = dns.rdatatype.to_text(asked.rdtype)
        self.asked.append((asked.name.to_text(omit_final_dot=True), kind))
        return self._script(question, not udp)


def answer(question: dns.message.Message, table: Table, *, tcp: bool) -> bytes:
    """What a name server that knows only this table says."""
    asked = question.question[0]
    kind = dns.rdatatype.to_text(asked.rdtype)
    name = str(asked.name)
    told = dns.message.make_response(question)
    for _ in range(2 * ALIASES):
        if (alias := table.get((name, "CNAME"))) is None:
            break
        told.answer.append(dns.rrset.from_text(name, TTL, "IN", "CNAME", *alias))
        name = alias[0]
    records = table.get((name, kind), [])
    if records:
        told.answer.append(dns.rrset.from_text(name, TTL, "IN", kind, *records))
    elif not any(known == name for known, _ in table):
        told.set_rcode(dns.rcode.NXDOMAIN)
    wire = told.to_wire(max_size=65535)
    if tcp or len(wire) <= _SHORT:
        return wire
    short = dns.message.make_response(question)
    short.flags |= dns.flags.TC
    return short.to_wire()
