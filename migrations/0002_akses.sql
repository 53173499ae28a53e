-- Who logs in and what they looked at (crate access).

create table pengguna (
    unit bigint not null,
    id uuid not null,
    login text not null,
    nama text not null,
    sandi text not null,
    wajib_ganti_sandi boolean not null,
    totp_segel bytea,
    totp_langkah bigint not null,
    aktif boolean not null,
    dibuat_pada bigint not null,
    primary key (unit, id),
    unique (unit, login)
);

create table penugasan (
    unit bigint not null,
    id uuid not null,
    pengguna_id uuid not null,
    peran text not null,
    dusun text,
    rw text,
    rt text,
    sk text,
    mulai date not null,
    selesai date,
    primary key (unit, id),
    foreign key (unit, pengguna_id) references pengguna (unit, id)
);

create index penugasan_pengguna on penugasan (unit, pengguna_id);

-- UU 27/2022: who opened what is masked, about whom, and why.
create table pembukaan_data (
    unit bigint not null,
    id uuid not null,
    pengguna_id uuid,
    subjek_id uuid,
    hal text not null,
    keperluan text not null,
    penerima text,
    pada bigint not null,
    primary key (unit, id)
);

create index pembukaan_data_subjek on pembukaan_data (unit, subjek_id, pada);
create index pembukaan_data_pada on pembukaan_data (unit, pada);

-- Work tables: sessions and failed sign-ins.
create table sesi (
    kunci bytea not null primary key,
    id uuid not null,
    unit bigint not null,
    pengguna_id uuid not null,
    penugasan_id uuid,
    dibuat_pada bigint not null,
    terakhir_pada bigint not null,
    kedaluwarsa_pada bigint not null,
    perangkat text not null,
    alamat text not null
);

create index sesi_pengguna on sesi (unit, pengguna_id);
create index sesi_id on sesi (id);

create table percobaan_masuk (
    kunci bytea not null primary key,
    gagal bigint not null,
    sampai bigint not null,
    terakhir bigint not null
);
