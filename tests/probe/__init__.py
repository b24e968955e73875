"""Tests of what talks to servers."""
