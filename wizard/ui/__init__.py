"""The window: pages that show and ask. Decides nothing, knows no wire, and nobody imports it."""
