"""What the Makefile and the build hook share: the front end's build and the browser of the tests.

Owns: everything about building this repository that is more than one line of a Makefile.
Never: is imported by ``deskbell``, and needs nothing that is not in the standard library, because
it runs before anything is installed.
"""
