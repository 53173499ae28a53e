-- What happens to residents (UU 23/2006 jo. UU 24/2013; F-1.02, F-1.03, F-1.06 and F-2.01 of Permendagri 109/2019;
-- Buku Mutasi Penduduk, Permendagri 47/2016 B.2), and what was true of them before.

-- One happening of one person. It is never edited: a mistake is undone by another row.
create table peristiwa (
    unit bigint not null,
    id uuid not null,
    rombongan_id uuid not null, -- reported together, as a family that moves
    penduduk_id uuid, -- absent for a stillbirth
    keluarga_id uuid, -- the family at that time
    jenis smallint not null,
    tanggal date not null, -- when it happened
    tanggal_lapor date not null,
    dusun text not null,
    rw text not null,
    rt text not null,
    membatalkan_id uuid, -- what this row undoes
    isi_segel bytea not null, -- particulars and what was changed
    oleh uuid,
    dicatat_pada bigint not null,
    dibatalkan_pada bigint not null, -- the end of all days while it stands
    primary key (unit, id),
    foreign key (unit, penduduk_id) references penduduk (unit, id)
);

create index peristiwa_tanggal on peristiwa (unit, tanggal, jenis);
create index peristiwa_dicatat on peristiwa (unit, dicatat_pada);
create index peristiwa_penduduk on peristiwa (unit, penduduk_id, tanggal);
create index peristiwa_rombongan on peristiwa (unit, rombongan_id);

-- Past versions of a resident: true from sejak until before sampai, believed from dicatat_pada until
-- before dicabut_pada. The present version stands in penduduk itself.
create table riwayat_penduduk (
    unit bigint not null,
    id uuid not null,
    penduduk_id uuid not null,
    sejak date not null,
    sampai date not null,
    dicatat_pada bigint not null,
    dicabut_pada bigint not null,
    peristiwa_id uuid, -- what ended it
    nama text not null,
    jenis_kelamin smallint not null,
    tanggal_lahir date not null,
    keluarga_id uuid,
    shdk smallint not null,
    agama smallint,
    pendidikan_kk smallint,
    pendidikan_sedang smallint,
    pekerjaan smallint,
    status_kawin smallint,
    kewarganegaraan smallint,
    golongan_darah smallint,
    ktp_el smallint,
    status_rekam smallint,
    asuransi smallint,
    bpjs_tk boolean,
    suku text,
    akta_lahir text,
    akta_perkawinan text,
    dusun text not null,
    rw text not null,
    rt text not null,
    rumah_tangga_id uuid,
    hubungan_rtm smallint,
    status_dasar smallint not null,
    kesehatan_segel bytea,
    isi_segel bytea not null, -- the whole version
    primary key (unit, id),
    foreign key (unit, penduduk_id) references penduduk (unit, id)
);

create index riwayat_penduduk_orang on riwayat_penduduk (unit, penduduk_id, sejak);
create index riwayat_penduduk_masa on riwayat_penduduk (unit, status_dasar, sampai, sejak);
