"""The parts of the selftest, each shown to be able to fail."""
