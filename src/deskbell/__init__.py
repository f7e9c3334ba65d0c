"""Deskbell: live chat for a website, run on a server of your own.

Owns: the name and the version, and nothing else.
Never: does work when it is imported. What runs is built in ``main.py``; who may import whom is
drawn in ARCHITECTURE.md and held by import-linter.
"""

__version__ = "0.1.0"
