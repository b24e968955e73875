"""Mail Connection Check: opens IMAP sessions step by step to find a provider's connection limit.

Owns the program's name and version number and nothing else; importing the package does nothing.
"""

PROGRAM = "Mail Connection Check"
__version__ = "0.1.0"
