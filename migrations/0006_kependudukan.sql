-- Residents and families (UU 23/2006 jo. UU 24/2013; Permendagri 47/2016: Buku Induk Penduduk, Buku KTP dan
-- KK, Buku Penduduk Sementara). Columns of a resident follow the village workbook of 43 columns.

-- One act of taking over a workbook. The workbook itself is not kept, only its SHA-256.
create table impor (
    unit bigint not null,
    id uuid not null,
    sidik bytea not null,
    tanggal_data date not null, -- what the workbook says was true on this day
    data_awal boolean not null, -- the register was empty before
    jumlah_baris bigint not null,
    baru bigint not null,
    berubah bigint not null,
    sama bigint not null,
    ditolak bigint not null,
    tidak_ada bigint not null, -- registered, but missing from the workbook
    oleh uuid,
    pada bigint not null,
    primary key (unit, id)
);

create index impor_pada on impor (unit, pada);

-- A family card (KK). Without a number it waits for one from Dukcapil.
create table keluarga (
    unit bigint not null,
    id uuid not null,
    no_kk_segel bytea,
    no_kk_kunci bytea,
    kepala_id uuid, -- no foreign key: head and family point at each other
    alamat text,
    dusun text not null,
    rw text not null,
    rt text not null,
    kelas_sosial smallint, -- tahapan keluarga sejahtera
    primary key (unit, id)
);

create unique index keluarga_no_kk on keluarga (unit, no_kk_kunci);
create index keluarga_tempat on keluarga (unit, dusun, rw, rt);
create index keluarga_kepala on keluarga (unit, kepala_id);

create table penduduk (
    unit bigint not null,
    id uuid not null,
    keluarga_id uuid,
    nik_segel bytea,
    nik_kunci bytea,
    nama text not null,
    kunci_nama text not null,
    jenis_kelamin smallint not null,
    tempat_lahir text,
    tanggal_lahir date not null,
    agama smallint,
    pendidikan_kk smallint,
    pendidikan_sedang smallint,
    pekerjaan smallint,
    status_kawin smallint,
    shdk smallint not null,
    kewarganegaraan smallint,
    nama_ayah text,
    nama_ibu text,
    kunci_ibu text, -- as kunci_nama, of the mother
    golongan_darah smallint,
    akta_lahir text,
    paspor_berakhir date,
    akta_perkawinan text,
    tanggal_perkawinan date,
    akta_perceraian text,
    tanggal_perceraian date,
    ktp_el smallint,
    status_rekam smallint,
    alamat text,
    alamat_sekarang text,
    dusun text not null,
    rw text not null,
    rt text not null,
    suku text,
    asuransi smallint,
    lintang integer, -- micro-degrees
    bujur integer,
    status_dasar smallint not null,
    dokumen_segel bytea, -- parents' NIK, passport, KITAS, insurance and card numbers
    kesehatan_segel bytea, -- specific personal data (UU 27/2022 art. 4): disability, contraception, pregnancy
    telepon_segel bytea,
    gelar_depan text, -- titles stand apart from the name (Permendagri 73/2022)
    gelar_belakang text,
    negara text, -- of a foreigner
    kitas_berakhir date, -- ITAS or ITAP
    huruf smallint, -- which scripts somebody reads (Buku Induk Penduduk)
    bpjs_tk boolean, -- BPJS Ketenagakerjaan
    rumah_tangga_id uuid,
    hubungan_rtm smallint,
    foto_id uuid,
    data_awal boolean not null,
    berlaku_sejak date not null,
    dicatat_pada bigint not null, -- when what stands here was written down
    impor_id uuid,
    primary key (unit, id),
    foreign key (unit, keluarga_id) references keluarga (unit, id),
    foreign key (unit, impor_id) references impor (unit, id)
);

-- A NIK is unique only among the unit's residents of now: who moved away may come back as a new row.
create unique index penduduk_nik on penduduk (unit, nik_kunci) where status_dasar = 1;
create index penduduk_nik_semua on penduduk (unit, nik_kunci);
create index penduduk_keluarga on penduduk (unit, keluarga_id, status_dasar);
-- Carries all that the list searches, filters and orders by, so that a search reads nothing else.
create index penduduk_daftar on penduduk (
    unit, status_dasar, nama, id, kunci_nama, jenis_kelamin, tanggal_lahir, dusun, rw, rt, agama,
    status_kawin, pendidikan_kk, pekerjaan, shdk, data_awal, berlaku_sejak,
    keluarga_id
);
-- The same for names alone: what a search by name walks through is half as long.
create index penduduk_nama on penduduk (unit, status_dasar, nama, id, kunci_nama);
-- By how a name begins to sound: a search across many villages reads a few entries in each.
create index penduduk_bunyi on penduduk (unit, status_dasar, kunci_nama, id);

-- Buku Penduduk Sementara (Permendagri 47/2016, A.5), and subjects of letters who are no residents.
create table penduduk_sementara (
    unit bigint not null,
    id uuid not null,
    nik_segel bytea,
    nik_kunci bytea,
    no_kk_segel bytea,
    nama text not null,
    kunci_nama text not null,
    jenis_kelamin text not null,
    tempat_lahir text not null,
    tanggal_lahir date,
    agama text not null,
    status_kawin text not null,
    pekerjaan text not null,
    kewarganegaraan text not null,
    alamat text not null,
    dusun text not null,
    rw text not null,
    rt text not null,
    datang_dari text not null,
    maksud text not null,
    yang_didatangi text not null,
    datang date,
    pergi date,
    jenis smallint not null, -- boarder, tenant, pupil, …; 0 for who only asked for a letter
    negara text not null, -- of a foreigner
    sampai date, -- until when they mean to stay, or may
    pergi_ke text not null,
    penduduk_id uuid, -- who became a resident
    dicatat_pada bigint not null,
    primary key (unit, id),
    foreign key (unit, penduduk_id) references penduduk (unit, id)
);

create index penduduk_sementara_tinggal on penduduk_sementara (unit, pergi, sampai);
create index penduduk_sementara_nik on penduduk_sementara (unit, nik_kunci);
create index penduduk_sementara_nama on penduduk_sementara (unit, nama, id);

-- What a later workbook says differently: nothing changes until somebody accepts it.
create table usulan_koreksi (
    unit bigint not null,
    id uuid not null,
    impor_id uuid not null,
    penduduk_id uuid, -- absent for somebody who is not registered yet
    kolom text not null, -- empty for a whole new resident
    lama_segel bytea,
    baru_segel bytea not null,
    sidik bytea not null, -- the same proposal is not made again
    nama text not null,
    keadaan smallint not null check (keadaan in (1, 2, 3)), -- waits, accepted, refused
    diputus_oleh uuid,
    diputus_pada bigint,
    primary key (unit, id),
    foreign key (unit, impor_id) references impor (unit, id),
    foreign key (unit, penduduk_id) references penduduk (unit, id)
);

create index usulan_koreksi_keadaan on usulan_koreksi (unit, keadaan, nama, id);
create index usulan_koreksi_penduduk on usulan_koreksi (unit, penduduk_id);

-- Work table: a checked workbook between its report and the decision, sealed; gone after a day.
create table impor_sementara (
    id uuid not null primary key,
    unit bigint not null,
    oleh uuid,
    dibuat_pada bigint not null,
    isi bytea not null,
    catatan bytea
);

create index impor_sementara_dibuat on impor_sementara (dibuat_pada);
