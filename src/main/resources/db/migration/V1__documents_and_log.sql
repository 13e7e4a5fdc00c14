-- Who writes. A row is written when somebody first opens or makes a document.
create table app_user (
    id uuid primary key,
    name text not null,
    color text not null,
    created_at timestamptz not null
);

-- A document as a record. access_version is random, new at every change of rights; it is compared for equality only.
create table document (
    id uuid primary key,
    title text not null,
    type text not null,
    owner_id uuid not null references app_user (id),
    general_access text,
    access_version bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    purged_at timestamptz
);
create index document_of_owner on document (owner_id, created_at desc);

-- Who has opened what: the list of one's documents.
create table visit (
    user_id uuid not null references app_user (id),
    document_id uuid not null references document (id),
    opened_at timestamptz not null,
    primary key (user_id, document_id)
);

-- The log. Append-only; a row is one commit; no foreign key on the hot path.
-- hash: after the row's last entry. entries: one byte that names the form (0: plain), then the entries' bytes.
create table commit_log (
    document_id uuid not null,
    first_version bigint not null,
    last_version bigint not null,
    committed_at timestamptz not null,
    hash bytea not null check (length(hash) = 32),
    entries bytea not null,
    primary key (document_id, first_version),
    check (last_version >= first_version)
);
alter table commit_log alter column entries set storage external;

-- Secrets made at first start, such as the key that signs guests' cookies.
create table secret (
    name text primary key,
    value bytea not null
);
