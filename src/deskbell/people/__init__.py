"""People: organisations, their members, how they sign in, and how they are invited.

Owns: the tables `people_*`: organisations, members (as projected), credentials, sessions, devices, set-up tokens,
invitations, licences, links to new passwords, second factors; passwords and codes; the words of mails about accounts.
Never: a right; who may do what is decided by the floor, which is asked each time. Never a password or a token in
a table: only what was made of them.
Holds: credentials are written before the member is admitted and can be written again, so a set-up or an acceptance
that was interrupted is simply repeated.
"""
