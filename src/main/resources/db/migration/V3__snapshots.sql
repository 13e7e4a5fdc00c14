-- A document's content and last sequences at a version: what a fold of its log up to there gives, kept so that it need not
-- be folded again. Deleting all of them loses nothing. hash: of the log after version. content, replicas: one byte that
-- names the form (0: plain, 1: deflated), then the bytes. checksum: CRC-32 of version, hash, content and replicas.
create table snapshot (
    document_id uuid not null,
    version bigint not null,
    hash bytea not null,
    content bytea not null,
    replicas bytea not null,
    checksum bigint not null,
    primary key (document_id, version)
);
alter table snapshot alter column content set storage external;
alter table snapshot alter column replicas set storage external;
