"""Ring 2: the only code that touches the network, threads, the clock and other programs."""
