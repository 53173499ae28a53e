-- Working calendar and clocks of service (room waktu). Hours: Perpres 21/2023 as the usual; holidays and cuti
-- bersama: the yearly joint decree (SKB 3 Menteri), kept as the office's own list. Due times: UU 25/2009 art. 20, 21
-- (a service standard names its time).

-- The hours of one weekday; a day without a row is free.
create table jam_kerja (
    unit bigint not null,
    id uuid not null,
    masa text not null check (masa in ('biasa', 'ramadan', 'malam')),
    hari smallint not null check (hari between 1 and 7), -- Monday is 1
    buka smallint not null, -- minutes from midnight
    tutup smallint not null,
    istirahat_dari smallint,
    istirahat_sampai smallint,
    primary key (unit, id),
    unique (unit, masa, hari)
);

create table hari_libur (
    unit bigint not null,
    id uuid not null,
    tanggal date not null,
    jenis text not null check (jenis in ('nasional', 'cuti_bersama', 'daerah', 'kantor')),
    nama text not null,
    primary key (unit, id),
    unique (unit, tanggal)
);

create table masa_ramadan (
    unit bigint not null,
    id uuid not null,
    mulai date not null,
    selesai date not null,
    primary key (unit, id),
    unique (unit, mulai)
);

-- One row per unit.
create table atur_waktu (
    unit bigint not null,
    id uuid not null,
    malam_ramadan boolean not null, -- whether the night counter opens in Ramadan
    segera_menit integer not null, -- working minutes before the due time
    kecamatan_menit integer, -- working minutes after it; null for never
    dinas_menit integer,
    primary key (unit, id)
);

-- A clock that runs for one row of some room. Durations in microseconds of working time.
create table jam_layanan (
    unit bigint not null,
    id uuid not null,
    subjek_jenis text not null,
    subjek_id uuid not null,
    perihal text not null, -- names nobody: the office above reads it
    jatah bigint not null,
    terpakai bigint not null,
    sejak bigint, -- null while it stands
    keadaan smallint not null check (keadaan between 1 and 3), -- runs, stands, ended
    tahap smallint not null check (tahap between 0 and 4),
    mulai_pada bigint not null,
    tenggat_pada bigint,
    periksa_pada bigint, -- when its next stage comes
    selesai_pada bigint,
    primary key (unit, id),
    unique (unit, subjek_jenis, subjek_id)
);

create index jam_layanan_periksa on jam_layanan (unit, keadaan, periksa_pada);
create index jam_layanan_selesai on jam_layanan (unit, subjek_jenis, keadaan, selesai_pada);

create table jam_peristiwa (
    unit bigint not null,
    id uuid not null,
    jam_id uuid not null,
    urutan bigint not null,
    jenis text not null,
    pada bigint not null,
    terpakai bigint not null,
    tenggat_pada bigint,
    catatan text not null,
    primary key (unit, id),
    unique (unit, jam_id, urutan),
    foreign key (unit, jam_id) references jam_layanan (unit, id)
);
