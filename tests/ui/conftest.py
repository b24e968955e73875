"""Fixtures of the window's tests: no screen, and no word from Qt on its error channel."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
