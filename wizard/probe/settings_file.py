"""Reads a provider's settings file (XML, the format of Thunderbird), whatever is in it.

Owns the distrust: no document type, no entity, nothing fetched. What its values are good for is
core/autoconfig.py.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from wizard.core.autoconfig import MOST_READ, Said

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SERVERS: Final = "./emailProvider/incomingServer"


class NotUnderstoodError(Exception):
    """It is no settings file."""


def servers_in(data: bytes) -> tuple[Said, ...]:
    """The incoming servers of a settings file; raises NotUnderstoodError."""
    try:
        root = defusedxml.ElementTree.fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise NotUnderstoodError from error
    if root.tag != "clientConfig":
        raise NotUnderstoodError
    return tuple(_said(one) for one in islice(root.iterfind(_SERVERS), MOST_READ))


def _said(server: Element) -> Said:
    def text(name: str) -> str:
        return server.findtext(name) or ""

    ways = islice(server.iterfind("authentication"), MOST_READ)
    return Said(
        kind=server.get("type") or "",
        host=text("hostname"),
        port=text("port"),
        security=text("socketType"),
        user=text("username"),
        sign_ins=tuple(way.text or "" for way in ways),
    )
