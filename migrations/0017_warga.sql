-- What dukuh, RW and RT say has happened in their area. Nothing in the register changes before somebody in the
-- office accepts it (Permendagri 18/2018: the neighbourhood helps with population data).

create table usulan_warga (
    unit bigint not null,
    id uuid not null,
    pengusul_id uuid not null,
    penduduk_id uuid, -- absent for somebody who is not registered yet
    jenis smallint not null,
    tanggal date not null, -- when it happened
    dusun text not null,
    rw text not null,
    rt text not null,
    isi_segel bytea not null, -- name, place and note as they were typed
    foto_id uuid,
    keadaan smallint not null check (keadaan in (1, 2, 3, 4)), -- waits, accepted, sent back, refused
    jawaban_segel bytea, -- what the office answered
    diputus_oleh uuid,
    diputus_pada bigint,
    peristiwa_id uuid, -- what it led to
    selesai_pada bigint, -- when it was written into the register
    diusulkan_pada bigint not null,
    primary key (unit, id),
    foreign key (unit, penduduk_id) references penduduk (unit, id)
);

create index usulan_warga_keadaan on usulan_warga (unit, keadaan, diusulkan_pada, id);
create index usulan_warga_pengusul on usulan_warga (unit, pengusul_id, diusulkan_pada);
create index usulan_warga_penduduk on usulan_warga (unit, penduduk_id);

-- What happens to who stays for a while: came, prolonged, left, became a resident (Permendagri 47/2016, B.4).
create table sementara_peristiwa (
    unit bigint not null,
    id uuid not null,
    sementara_id uuid not null,
    jenis smallint not null check (jenis in (1, 2, 3, 4)), -- came, prolonged, left, became a resident
    tanggal date not null, -- when it happened
    tanggal_lapor date not null,
    sampai date, -- until when they stay from then on
    keterangan text not null,
    oleh uuid,
    dicatat_pada bigint not null,
    primary key (unit, id),
    foreign key (unit, sementara_id) references penduduk_sementara (unit, id)
);

create index sementara_peristiwa_orang on sementara_peristiwa (unit, sementara_id, tanggal);

-- Whose data were erased by right, and why (UU 27/2022 art. 8). It names nobody: the row that was is empty now.
create table penghapusan_data (
    unit bigint not null,
    id uuid not null,
    subjek_id uuid not null,
    alasan text not null,
    baris bigint not null, -- ledger lines that lost their payload
    oleh uuid,
    pada bigint not null,
    primary key (unit, id)
);

create index penghapusan_data_pada on penghapusan_data (unit, pada);

-- How long the data of who died or moved away are kept before they may be erased.
create table atur_privasi (
    unit bigint not null,
    id uuid not null,
    tahun_simpan smallint not null,
    primary key (unit, id),
    unique (unit)
);
