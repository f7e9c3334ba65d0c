"""One file per revision, `0001_spine.py` and on: number, word, `revision = "0001"`."""
