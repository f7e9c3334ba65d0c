"""`python -m deskbell` is the `deskbell` program."""

from deskbell.cli import main

main()
