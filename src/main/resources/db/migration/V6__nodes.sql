-- The processes of the service that are running on this database; seen_at is of the database's clock.
create table node (
    id uuid primary key,
    seen_at timestamptz not null
);
