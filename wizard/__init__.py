"""Mail Connection Check: opens IMAP sessions step by step to find a provider's connection limit.

Owns the version number and nothing else; importing the package does nothing.
"""

__version__ = "0.1.0"
