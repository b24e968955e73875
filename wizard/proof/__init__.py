"""The parts of the selftest: what has to be there, each page, and each paper looked at.

Nothing here reaches another computer or leaves a file; the order of things is that of
wizard/selftest.py.
"""
