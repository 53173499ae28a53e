-- The unit's own identity, its parts and its officials (room wilayah).
-- Words of office: Permendagri 84/2015; DIY: Pergub DIY 25/2019. Kelurahan: PP 17/2018.

-- One row per unit. The code may change when an area is split; `unit` does not.
create table identitas (
    unit bigint not null,
    id uuid not null,
    kode bigint not null,
    nama text not null,
    set_kata text not null,
    kecamatan text not null,
    kabupaten text not null,
    provinsi text not null,
    alamat text,
    kodepos text,
    telepon text,
    surel text,
    situs text,
    logo uuid,
    aksara uuid,
    kop text,
    primary key (unit, id),
    unique (unit)
);

-- Dusun, RW and RT as rows. An empty rw or rt stands for the whole level above.
create table bagian_wilayah (
    unit bigint not null,
    id uuid not null,
    dusun text not null,
    rw text not null,
    rt text not null,
    kepala text,
    primary key (unit, id),
    unique (unit, dusun, rw, rt)
);

-- Who held which office from one day to another, by which decree. Rows are ended, never removed.
create table pejabat (
    unit bigint not null,
    id uuid not null,
    nama text not null,
    jabatan text not null,
    jabatan_lain text,
    dusun text,
    jenis text not null check (jenis in ('definitif', 'plh', 'plt', 'pj')),
    nip text,
    niap text,
    pangkat text,
    sk_nomor text,
    sk_tanggal date,
    mulai date not null,
    selesai date,
    pengguna_id uuid,
    primary key (unit, id),
    foreign key (unit, pengguna_id) references pengguna (unit, id)
);

create index pejabat_mulai on pejabat (unit, mulai);
