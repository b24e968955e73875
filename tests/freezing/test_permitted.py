"""What a closed bundle must not carry is seen."""

from __future__ import annotations

import pytest

from wizard.freezing.parts import Part
from wizard.freezing.permitted import foreign_qt, under_gpl_only


@pytest.mark.parametrize(
    "name",
    [
        "libQt6Charts.so.6",
        "libQt6DataVisualization.so.6",
        "libQt6VirtualKeyboard.so.6",
        "Qt6Charts.dll",
        "QtGraphs.abi3.so",
        "Qt6NetworkAuth.dll",
        "libQt6Quick3D.so.6",
    ],
)
def test_a_part_of_qt_under_the_gpl_is_seen(name: str) -> None:
    good = ["_internal/PySide6/Qt/lib/libQt6Core.so.6", "_internal/PySide6/QtCore.abi3.so"]
    assert foreign_qt([*good, f"_internal/PySide6/{name}"]) == [f"{name} is under the GPL only"]


@pytest.mark.parametrize("name", ["libQt6Qml.so.6", "Qt6Pdf.dll", "QtWebEngineCore.pyd"])
def test_a_part_of_qt_that_nothing_uses_is_seen(name: str) -> None:
    assert foreign_qt([f"_internal/PySide6/{name}"]) == [f"{name} is used by nothing"]


def test_what_is_used_of_qt_is_no_fault() -> None:
    used = ("libQt6Widgets.so.6", "Qt6Network.dll", "QtGui.pyd", "libQt6XcbQpa.so.6.9.3")
    assert foreign_qt(used) == []


@pytest.mark.parametrize(
    "licence",
    ["GPL-2.0-only", "GPL-3.0-or-later", "GPL-2+ and MIT", "AGPL-3.0-only", "GPL-2 or GPL-3+"],
)
def test_the_gpl_alone_is_refused(licence: str) -> None:
    assert under_gpl_only([Part("some", licence=licence)]) == [f"some: {licence}"]


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "LGPL-3.0-only",
        "BSD-3-Clause OR GPL-2.0-only",
        "GPL-2+ or AFL-2.1, and Expat and Tcl-BSDish",
        "GPL-3.0-or-later WITH GCC-exception-3.1",
        "GPL-2.0-or-later WITH Bootloader-exception",
    ],
)
def test_a_choice_or_an_exception_is_enough(licence: str) -> None:
    assert under_gpl_only([Part("some", licence=licence)]) == []


def test_libraries_known_to_be_under_the_gpl_are_refused_whatever_is_said_of_them() -> None:
    part = Part("libreadline8", licence="MIT", files=("_internal/libreadline.so.8",))
    assert under_gpl_only([part]) == ["libreadline8: MIT"]


def test_what_is_linked_into_a_part_counts_as_well() -> None:
    part = Part("some", licence="MIT", within=(Part("inner", licence="GPL-2.0-only"),))
    assert under_gpl_only([part]) == ["inner: GPL-2.0-only"]
