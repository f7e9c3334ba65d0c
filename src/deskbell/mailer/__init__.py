"""Mailer: mail that is handed over is sent, soon and once, or is seen to have failed.

Owns: the table `mailer_outbox`; how a mail looks; the way to the mail server.
Never: decides who is told what; a template language; a mail's words, recipient or link in a log.
Holds: a mail is a row of the transaction whose change it tells of. It is deleted when it was sent, tried again for up
to 24 h, then parked without its words. Only a crash between the sending and the deleting can send it twice, under one
Message-ID.
"""
