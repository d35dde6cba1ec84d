"""How Alembic reaches the database: on the connection `migrate` hands it, and no other."""

from alembic import context

from accident_service.adapters.database.metadata import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a table by copying it
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
