"""All scenes: importing this gathers them."""

from tests.real import (
    scenes_bans,
    scenes_busy,
    scenes_courier,
    scenes_dovecot,
    scenes_filters,
    scenes_rates,
    scenes_routers,
)
from tests.real.stage import SCENES

__all__ = [
    "SCENES",
    "scenes_bans",
    "scenes_busy",
    "scenes_courier",
    "scenes_dovecot",
    "scenes_filters",
    "scenes_rates",
    "scenes_routers",
]
