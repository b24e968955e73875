"""Mail servers for the tests: real ones (Courier, Dovecot), strangers on them, and hostile ones.

Nothing here may need more than the standard library at import time: `tests.servers.fetch` runs on
a machine that has nothing but Python.
"""

from typing import Final

# The password of the first user on every server. Tests search every output for it.
CANARY: Final = "canary-7Q2x-Passwort"
USERS: Final = {"alice": CANARY, "bob": "bobs-secret"}
