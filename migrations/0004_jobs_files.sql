-- Attachments (crate files) and the queue of work to be done later (crate jobs).

-- The sealed bytes lie beside the database in a folder per unit, under the row's id.
create table berkas (
    unit bigint not null,
    id uuid not null,
    jenis text not null,
    content_type text not null,
    nama_segel bytea,
    ukuran bigint not null check (ukuran > 0),
    sha256 bytea not null, -- of the plain bytes
    dibuat_pada bigint not null,
    primary key (unit, id)
);

-- A work table. Unit 0 means the whole installation. attempts counts the times it was taken up, and
-- tells a run that lost its lease from the one that holds it now.
create table job (
    id uuid not null primary key,
    unit bigint not null,
    kind text not null,
    once_key text unique,
    payload text not null,
    state text not null check (state in ('queued', 'running', 'done', 'failed')),
    attempts bigint not null,
    run_at bigint not null,
    locked_until bigint,
    last_error text,
    progress_done bigint not null,
    progress_total bigint not null,
    created_at bigint not null,
    finished_at bigint
);

create index job_due on job (state, run_at, id);
create index job_unit on job (unit, state, created_at);
