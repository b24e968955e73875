"""The least that a program of this kind can be: what ours is measured against, frozen like it."""
