-- Agenda of letters that came in and went out, dispositions, delivery, retention (room sekretariat).
-- Permendagri 47/2016: Buku A.7 Agenda, A.8 Ekspedisi. Permendagri 83/2022: klasifikasi. UU 43/2009: archives.

-- A number given to something else than a letter of the office's own kinds (room nomor).
create table nomor_catatan (
    unit bigint not null,
    id uuid not null,
    tahun smallint not null,
    lingkup text not null, -- the counter it came from
    urut bigint not null,
    teks text not null, -- what it was given to
    primary key (unit, id)
);

create index nomor_catatan_urut on nomor_catatan (unit, tahun, urut);

-- How the village keeps its agenda; one row per unit.
create table atur_sekretariat (
    unit bigint not null,
    id uuid not null,
    nomor_bersama boolean not null, -- incoming letters share the counter of those that go out
    primary key (unit, id)
);

-- A letter that came in. Never removed: one that was entered by mistake keeps its number, with the reason.
create table surat_masuk (
    unit bigint not null,
    id uuid not null,
    tahun smallint not null, -- of the day it was received
    urut bigint not null,
    diterima date not null,
    nomor text not null, -- its own
    tanggal date not null, -- its own
    pengirim text not null,
    perihal text not null,
    klasifikasi text, -- null where nobody has said it yet
    sifat smallint not null check (sifat between 1 and 4), -- biasa, penting, segera, rahasia
    keadaan smallint not null check (keadaan between 1 and 4), -- new, sent on, followed up, in the archive
    lokasi text, -- where the paper lies
    keterangan text,
    versi bigint not null, -- rises with each act, so that two clerks at once are told apart
    dibatalkan text, -- why the entry does not count
    pemusnahan_id uuid, -- the minutes under which it was destroyed
    oleh uuid,
    oleh_nama text not null,
    pada bigint not null,
    primary key (unit, id),
    unique (unit, tahun, urut)
);

create index surat_masuk_diterima on surat_masuk (unit, diterima, urut);

-- What happened to a letter that came in; a correction keeps what stood there before.
create table surat_masuk_riwayat (
    unit bigint not null,
    id uuid not null,
    surat_masuk_id uuid not null,
    urutan bigint not null,
    tindakan smallint not null check (tindakan between 1 and 9),
    isi text not null,
    oleh uuid,
    oleh_nama text not null,
    pada bigint not null,
    primary key (unit, id),
    unique (unit, surat_masuk_id, urutan),
    foreign key (unit, surat_masuk_id) references surat_masuk (unit, id)
);

-- Scans of letters that came in and of those that went out by hand. Gone when the archive is destroyed.
create table arsip_berkas (
    unit bigint not null,
    id uuid not null,
    arsip_id uuid not null, -- of surat_masuk, surat_dinas or ekspedisi
    berkas_id uuid not null,
    jenis text not null, -- content type
    oleh_nama text not null,
    pada bigint not null,
    primary key (unit, id)
);

create index arsip_berkas_arsip on arsip_berkas (unit, arsip_id, pada);

-- The head's orders on a letter that came in.
create table disposisi (
    unit bigint not null,
    id uuid not null,
    surat_masuk_id uuid not null,
    dari_nama text not null,
    dari_jabatan text not null,
    petunjuk text not null, -- codes of the usual orders
    catatan text,
    batas date,
    oleh uuid,
    pada bigint not null,
    primary key (unit, id),
    foreign key (unit, surat_masuk_id) references surat_masuk (unit, id)
);

create index disposisi_surat on disposisi (unit, surat_masuk_id, pada);

-- Who was given such an order, and what became of it.
create table disposisi_penerima (
    unit bigint not null,
    id uuid not null,
    disposisi_id uuid not null,
    surat_masuk_id uuid not null,
    pejabat_id uuid not null,
    pengguna_id uuid, -- null while this official has no login
    nama text not null,
    jabatan text not null,
    dibaca_pada bigint,
    selesai_pada bigint,
    catatan text,
    primary key (unit, id),
    unique (unit, disposisi_id, pejabat_id),
    foreign key (unit, disposisi_id) references disposisi (unit, id),
    foreign key (unit, surat_masuk_id) references surat_masuk (unit, id),
    foreign key (unit, pejabat_id) references pejabat (unit, id)
);

create index disposisi_penerima_surat on disposisi_penerima (unit, surat_masuk_id);
create index disposisi_penerima_pengguna on disposisi_penerima (unit, pengguna_id, selesai_pada);

-- A letter that the office wrote outside of Balai and that is none of its kinds: invitations, answers, reports.
create table surat_dinas (
    unit bigint not null,
    id uuid not null,
    tahun smallint not null,
    urut bigint not null,
    nomor text not null,
    tanggal date not null,
    kepada text not null,
    perihal text not null,
    klasifikasi text not null,
    keterangan text,
    dibatalkan text,
    pemusnahan_id uuid,
    oleh uuid,
    oleh_nama text not null,
    pada bigint not null,
    primary key (unit, id),
    unique (unit, tahun, nomor)
);

create index surat_dinas_tanggal on surat_dinas (unit, tanggal, urut);

-- Buku A.8: what was sent, and who took it.
create table ekspedisi (
    unit bigint not null,
    id uuid not null,
    tahun smallint not null, -- of the day it was sent
    urut bigint not null,
    dikirim date not null,
    surat_id uuid, -- a letter of the office's own kinds
    surat_dinas_id uuid,
    nomor text not null,
    tanggal date not null, -- of the letter
    perihal text not null,
    kepada text not null,
    keterangan text,
    penerima text, -- who took it
    diterima date,
    dibatalkan text,
    oleh uuid,
    oleh_nama text not null,
    pada bigint not null,
    primary key (unit, id),
    unique (unit, tahun, urut),
    foreign key (unit, surat_id) references surat (unit, id),
    foreign key (unit, surat_dinas_id) references surat_dinas (unit, id)
);

-- What the village changed in the papers of its start: team, budget, number of the decision. One row per unit.
create table berkas_peluncuran (
    unit bigint not null,
    id uuid not null,
    nomor text not null, -- empty leaves room for a hand
    tanggal date,
    tim text not null, -- JSON
    rab text not null, -- JSON
    diubah_pada bigint not null,
    primary key (unit, id)
);

-- How long letters of a klasifikasi are kept (jadwal retensi arsip); the longest code that fits holds.
create table jadwal_retensi (
    unit bigint not null,
    id uuid not null,
    klasifikasi text not null,
    aktif smallint not null check (aktif between 0 and 50), -- years
    inaktif smallint not null check (inaktif between 0 and 50), -- years after that
    nasib smallint not null check (nasib in (1, 2)), -- destroyed, kept for ever
    dasar text not null, -- the regulation, or "kebiasaan"
    primary key (unit, id),
    unique (unit, klasifikasi)
);

-- A destruction of archives: proposed by one person, carried out by another.
create table pemusnahan_arsip (
    unit bigint not null,
    id uuid not null,
    nomor text not null, -- of the minutes
    tanggal date not null,
    cara text not null,
    saksi text not null,
    keadaan smallint not null check (keadaan between 1 and 3), -- proposed, carried out, withdrawn
    diusulkan_oleh uuid,
    diusulkan_nama text not null,
    diputus_oleh uuid,
    diputus_nama text,
    diputus_pada bigint,
    pada bigint not null,
    primary key (unit, id)
);

-- One archive in such minutes, as it stood in the agenda.
create table pemusnahan_isi (
    unit bigint not null,
    id uuid not null,
    pemusnahan_id uuid not null,
    arsip smallint not null check (arsip in (1, 2)), -- surat_masuk, surat_dinas
    arsip_id uuid not null,
    nomor text not null,
    tanggal date not null,
    uraian text not null,
    klasifikasi text not null,
    retensi text not null, -- the rule under which it was due
    primary key (unit, id),
    unique (unit, pemusnahan_id, arsip_id),
    foreign key (unit, pemusnahan_id) references pemusnahan_arsip (unit, id)
);
