"""The wheel's build hook: compiles the words.

Owns nothing but the compiled catalogues (.mo), which git ignores; they lie beside their source, so
that the resources folder is carried into the wheel as it is. Must never fetch or decide anything.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Run by hatchling before it collects the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles every catalogue anew; a stale one must never reach a wheel."""
        del version, build_data
        for source in sorted(Path(self.root, "resources", "words").glob("*/LC_MESSAGES/*.po")):
            with source.open("rb") as file:
                catalogue = read_po(file)
            with source.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalogue)
