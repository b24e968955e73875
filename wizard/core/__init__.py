"""Ring 1: pure decisions. No I/O, no clock, no thread, no randomness, no sentence for the user."""
