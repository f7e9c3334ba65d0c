"""Alembic's environment: runs revisions on the connection that `deskbell.kit.migrate` hands over.

Never: a connection or a transaction of its own.
"""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    # SQLite changes a table by making a new one and copying.
    render_as_batch=True,
)
context.run_migrations()
