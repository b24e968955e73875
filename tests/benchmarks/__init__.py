"""How long the program takes, against a plain loop. By hand: `python -m tests.benchmarks.NAME`.

No part of the test run: a time that was measured beside other work proves nothing. All of them
need the real mail servers, so root.
"""
