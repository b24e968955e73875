"""Tests of the window, without a screen (QT_QPA_PLATFORM=offscreen) unless they say so."""
