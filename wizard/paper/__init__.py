"""Ring 2: what leaves the program as text. Imports the core and the words, nothing else."""
