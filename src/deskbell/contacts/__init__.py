"""Contacts: the people who write, known by a token of their browser.

Owns: the tables `contacts_*`: contacts, tokens, their chats by channel, the page a chat was begun on; the visitor's
routes of HTTP.
Never: believes what a visitor says of himself: name and e-mail are shown as unverified and link him to nobody.
Never: a row before the visitor has done something.
Holds: a token is made by the server, kept as a hash, and opens one channel of one organisation.
"""
