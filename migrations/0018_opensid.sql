-- Coming from OpenSID: what its database held, what was taken and what was left (the reconciliation that a village
-- signs when it changes systems). It counts and names nobody.

create table impor_opensid (
    unit bigint not null,
    id uuid not null, -- the same as the act's row in impor
    sidik bytea not null, -- SHA-256 of the source
    program text not null,
    versi text,
    kode_asal text,
    nama_asal text not null,
    pembukaan date not null, -- the register opens with this day
    masuk bigint not null, -- rows of all tables
    diambil bigint not null,
    laporan text not null, -- JSON: counts and reasons for each table
    oleh uuid,
    pada bigint not null,
    primary key (unit, id)
);

create index impor_opensid_pada on impor_opensid (unit, pada);

-- Work table: a database that was read, between its report and the decision, sealed; gone after a day.
create table opensid_sementara (
    id uuid not null primary key,
    unit bigint not null,
    oleh uuid,
    dibuat_pada bigint not null,
    isi bytea not null
);

create index opensid_sementara_dibuat on opensid_sementara (dibuat_pada);
