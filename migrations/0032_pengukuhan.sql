-- Letters that the office above signs too ("mengetahui" or "dikuatkan" camat: PP 24/1997 art. 111 for heirs, UU 23/2014
-- art. 225 for the camat), where it lives in the same Balai. The village passes on, the kecamatan answers, each in its
-- own unit. Of the resident nothing is copied before the kecamatan enters a letter into its own register.

-- Kept by the village.
create table surat_penerusan (
    unit bigint not null,
    id uuid not null,
    surat_id uuid not null,
    tujuan bigint not null, -- the unit above
    keadaan smallint not null check (keadaan between 1 and 5), -- waits, signed, sent back, withdrawn, carried there by hand
    awal_id uuid, -- the file as the village issued it, where a twice-signed one took its place
    sidik_awal text,
    camat_nama text,
    camat_selaku text,
    register text, -- the number in the kecamatan's own register
    tanggal date, -- when the camat signed
    elektronik boolean not null,
    alasan text, -- why it was sent back
    oleh uuid,
    diteruskan_pada bigint not null,
    berubah_pada bigint not null,
    primary key (unit, id),
    foreign key (unit, surat_id) references surat (unit, id)
);

create index surat_penerusan_surat on surat_penerusan (unit, surat_id, diteruskan_pada);
create index surat_penerusan_keadaan on surat_penerusan (unit, keadaan, diteruskan_pada);

-- Kept by the kecamatan, under the id of the village's row.
create table surat_pengukuhan (
    unit bigint not null,
    id uuid not null,
    asal bigint not null, -- the village
    asal_nama text not null,
    surat_id uuid not null, -- there
    jenis text not null, -- the kind's name
    nomor text,
    tanggal_surat date,
    keadaan smallint not null check (keadaan between 1 and 4),
    nama_segel bytea, -- whom the letter is about, once it stands in the register here
    penanda_id uuid,
    camat_nama text,
    camat_selaku text,
    register_tahun smallint,
    register_urut bigint,
    tanggal date, -- when it was signed here
    elektronik boolean not null,
    berkas_id uuid, -- the twice-signed file
    alasan text,
    oleh uuid,
    niat_pada bigint, -- an electronic signature was begun
    niat_keadaan smallint check (niat_keadaan in (1, 2)), -- at BSrE: begun, nobody knows how it ended
    niat_sebab text,
    niat_acuan text, -- by which BSrE finds what it signed
    niat_kembalian_id uuid, -- a file that came back and was not taken
    catatan text, -- what is to be known of the camat's certificate
    masuk_pada bigint not null,
    dijawab_pada bigint,
    primary key (unit, id),
    unique (unit, register_tahun, register_urut)
);

create index surat_pengukuhan_keadaan on surat_pengukuhan (unit, keadaan, masuk_pada);

-- How much working time the kecamatan gives itself for a letter; the last version holds.
create table atur_pengukuhan (
    unit bigint not null,
    id uuid not null,
    jatah_menit integer not null check (jatah_menit between 60 and 2400),
    oleh uuid,
    ditetapkan_pada bigint not null,
    primary key (unit, id)
);
