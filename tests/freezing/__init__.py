"""How the program becomes a bundle."""
