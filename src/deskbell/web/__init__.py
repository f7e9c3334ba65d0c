"""The HTTP application: everything between the server's port and the rooms' routes.

Owns: the app and its door (hosts, origins, limits, headers), problems as answers, identities from cookies and tokens,
built files and pages, OpenAPI, health.
Never: a rule of the product; SQL beyond the probe of readiness; a page from a template with somebody's text in it.
Holds: whatever goes wrong, the answer is `application/problem+json` with a stable code and nothing of our insides.
"""
