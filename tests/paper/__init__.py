"""Tests of what leaves the program as text."""
