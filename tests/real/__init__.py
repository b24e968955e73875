"""The whole program against real mail servers on this computer: is the verdict right?

A scene (office.py) is a situation with a real server in it and the verdict that is right there.
Each one is played by test_scenes.py, and was recorded once for tests/goldens (record.py), so that
its verdict is also held where no real server can run.
"""
