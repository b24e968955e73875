"""How the program becomes a bundle: one module a subject, each startable as `python -m`.

Owns what is made of the program for people without Python: what goes in and what stays out, its
icons, its names on each system, the licence texts, the bill of materials, the archive. The running
program must never import any of it, and nothing here is in the bundle (`build.spec`).
"""
