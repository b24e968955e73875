"""All scenes: importing this gathers them."""

from tests.real import (
    scenes_backends,
    scenes_bans,
    scenes_busy,
    scenes_courier,
    scenes_cyrus,
    scenes_dovecot,
    scenes_families,
    scenes_faults,
    scenes_filters,
    scenes_practice,
    scenes_proxies,
    scenes_rates,
    scenes_routers,
)
from tests.real.stage import SCENES

__all__ = [
    "SCENES",
    "scenes_backends",
    "scenes_bans",
    "scenes_busy",
    "scenes_courier",
    "scenes_cyrus",
    "scenes_dovecot",
    "scenes_families",
    "scenes_faults",
    "scenes_filters",
    "scenes_practice",
    "scenes_proxies",
    "scenes_rates",
    "scenes_routers",
]
