"""The languages of the papers, straight from their sources."""

import os

import pytest

from tests.catalogue import compiled, read, translated
from wizard.words import Words

# Pictures are painted without a screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def english() -> Words:
    """The source language."""
    return Words()


@pytest.fixture(scope="session")
def german() -> Words:
    """German as it stands in the catalogue, whether compiled or not."""
    return Words("de", compiled(read(translated()["de"], "de")))
