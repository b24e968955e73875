"""`python -m wizard`: with arguments the command line."""

import sys

from wizard.cli import main as command_line


def main() -> int:
    """Start the program; the exit status."""
    return command_line(sys.argv[1:] or ["--help"])


if __name__ == "__main__":
    sys.exit(main())
