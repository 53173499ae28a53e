-- The house's own tables: keys, ledger, directories, repeated requests.

-- One secret per unit, wrapped by the master key. Erasing a row erases all that was sealed under it.
create table unit_key (
    unit bigint not null primary key,
    wrapped bytea not null,
    master_id text not null,
    created_at bigint not null
);

-- Where each unit's chain ends. Every writer of a unit moves its row first, so that writers queue.
create table ledger_head (
    unit bigint not null primary key,
    seq bigint not null,
    hash bytea not null,
    moved bigint not null
);

create table ledger (
    unit bigint not null,
    seq bigint not null,
    act_id uuid not null,
    at bigint not null,
    actor text not null,
    act text not null,
    entity text not null,
    version smallint not null,
    entity_id uuid not null,
    op text not null check (op in ('put', 'removal')),
    payload bytea not null,
    salt bytea not null,
    commitment bytea not null,
    subjects bytea not null,
    prev_hash bytea not null,
    hash bytea not null,
    primary key (unit, seq)
);

create index ledger_entity on ledger (unit, entity_id, seq);

-- Finds the unit of a login or a verification code, by keyed hash.
create table directory (
    kind text not null,
    hash bytea not null,
    unit bigint not null,
    id uuid not null,
    primary key (kind, hash, unit, id)
);

create index directory_row on directory (kind, unit, id);

-- A form or message carried out once; a repetition is led to the same place.
create table request_key (
    unit bigint not null,
    key text not null,
    act_id uuid not null,
    target text not null,
    at bigint not null,
    primary key (unit, key)
);
