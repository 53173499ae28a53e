-- Cases that the village brings to Dukcapil (room dukcapil; Perpres 96/2018, Permendagri 109/2019).
create table berkas_dukcapil (
    unit bigint not null,
    id uuid not null,
    tahun smallint not null,
    urut bigint not null,
    jenis text not null,
    orang_id uuid not null, -- the resident, or who heads the family
    orang_nama text not null, -- as it was that day
    keluarga_id uuid,
    peristiwa_id uuid,
    dusun text not null,
    isian_segel bytea not null, -- what only the forms ask
    syarat text not null, -- requirements that are there
    keadaan smallint not null check (keadaan between 1 and 5), -- prepared, sent, sent back, issued, given up
    versi bigint not null, -- rises with each act
    catatan text not null, -- what is missing, or why it was given up
    serah_id uuid, -- the last hand-over
    dokumen text not null, -- what was issued, in words; numbers stand in the register
    terbit_id uuid, -- the event by which the register has them
    terbit_tanggal date,
    dimulai_pada bigint not null,
    berakhir_pada bigint,
    primary key (unit, id),
    unique (unit, tahun, urut)
);

create index berkas_dukcapil_keadaan on berkas_dukcapil (unit, keadaan, dimulai_pada);
create index berkas_dukcapil_orang on berkas_dukcapil (unit, orang_id);

create table langkah_dukcapil (
    unit bigint not null,
    id uuid not null,
    berkas_id uuid not null,
    orang_id uuid not null,
    urutan bigint not null,
    tindakan text not null,
    keadaan smallint not null,
    tanggal date not null, -- when it happened
    oleh uuid,
    oleh_nama text not null,
    catatan text not null,
    pada bigint not null, -- when it was written down
    primary key (unit, id),
    unique (unit, berkas_id, urutan),
    foreign key (unit, berkas_id) references berkas_dukcapil (unit, id)
);

-- A scan of a requirement; its bytes lie sealed in the unit's folder. Gone some days after the number was issued.
create table pindaian_dukcapil (
    unit bigint not null,
    id uuid not null,
    berkas_id uuid not null,
    orang_id uuid not null,
    syarat text not null,
    isi_id uuid not null, -- the file
    oleh uuid,
    pada bigint not null,
    primary key (unit, id),
    foreign key (unit, berkas_id) references berkas_dukcapil (unit, id)
);

create index pindaian_dukcapil_berkas on pindaian_dukcapil (unit, berkas_id);

-- A collective hand-over: the list that both sides sign.
create table serah_dukcapil (
    unit bigint not null,
    id uuid not null,
    tahun smallint not null,
    urut bigint not null,
    tanggal date not null,
    pembawa text not null,
    penerima text not null,
    oleh uuid,
    oleh_nama text not null,
    pada bigint not null,
    primary key (unit, id),
    unique (unit, tahun, urut)
);

create table serah_dukcapil_isi (
    unit bigint not null,
    id uuid not null,
    serah_id uuid not null,
    berkas_id uuid not null,
    urutan bigint not null,
    lembar integer not null,
    primary key (unit, id),
    unique (unit, serah_id, berkas_id),
    foreign key (unit, serah_id) references serah_dukcapil (unit, id),
    foreign key (unit, berkas_id) references berkas_dukcapil (unit, id)
);

-- One row per unit: how long scans stay, and to which office cases go.
create table atur_dukcapil (
    unit bigint not null,
    id uuid not null,
    hari_simpan integer not null check (hari_simpan between 1 and 365),
    tujuan text not null,
    primary key (unit, id)
);
