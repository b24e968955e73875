"""All scenes: importing this gathers them."""

from tests.real import scenes_busy, scenes_courier, scenes_dovecot, scenes_families, scenes_faults
from tests.real.stage import SCENES

__all__ = [
    "SCENES",
    "scenes_busy",
    "scenes_courier",
    "scenes_dovecot",
    "scenes_families",
    "scenes_faults",
]
