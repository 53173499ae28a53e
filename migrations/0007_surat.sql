-- Letters (room surat). Numbered letters are the Buku Agenda (Permendagri 47/2016, Buku A.8/A.9) and carry a
-- klasifikasi of Permendagri 83/2022.

-- A letter from the moment it was submitted. It is never removed, and not changed once it is issued.
create table surat (
    unit bigint not null,
    id uuid not null,
    jenis text not null,
    jenis_id uuid, -- the version of a kind that the village wrote itself; null for one that the program brings
    keadaan smallint not null check (keadaan between 1 and 7), -- returned, paraf, signing, issued, cancelled, revoked, replaced
    versi bigint not null, -- rises with each act, so that two officials at once are told apart
    klasifikasi text not null,
    cara smallint not null check (cara between 1 and 3), -- ink, here, elsewhere
    kertas text not null,
    rangkap smallint not null,
    subjek_jenis smallint not null check (subjek_jenis between 1 and 4), -- resident, temporary, typed in, a body
    subjek_id uuid,
    subjek_nama text not null,
    subjek_kunci text not null,
    subjek_nik bytea, -- keyed hash: finds the letters of who is in no register, and of who answers for a body
    subjek_segel bytea not null, -- the person or body as of that day
    isian_segel bytea not null,
    rantai text not null, -- steps of paraf as of the submission
    langkah smallint not null, -- how many of them are done
    penandatangan_id uuid not null,
    bentuk text not null,
    tanggal date, -- of the letter, which is that of its number
    nomor text,
    nomor_urut bigint,
    nomor_tahun smallint,
    naskah_segel bytea, -- all that the letter says, fixed with its number
    ttd_nama text,
    ttd_selaku text,
    berlaku_sampai date,
    token text,
    asli_id uuid, -- numbered PDF before the signature
    asli_sidik text,
    terbit_id uuid, -- the PDF as issued
    terbit_sidik text,
    pdf_id text, -- the PDF's own lasting identifier (ISO 32000-1, 14.4)
    pindai_id uuid,
    terbit_pada bigint,
    mengganti_id uuid,
    pengganti_id uuid,
    alasan text,
    manual boolean not null,
    dibuat_oleh uuid,
    dibuat_pada bigint not null,
    primary key (unit, id),
    unique (unit, nomor_tahun, nomor),
    foreign key (unit, penandatangan_id) references pejabat (unit, id),
    foreign key (unit, mengganti_id) references surat (unit, id)
);

create index surat_daftar on surat (unit, dibuat_pada, id);
create index surat_tanggal on surat (unit, tanggal);
create index surat_keadaan on surat (unit, keadaan, dibuat_pada);
create index surat_subjek on surat (unit, subjek_id, dibuat_pada);
create index surat_subjek_nik on surat (unit, subjek_nik, dibuat_pada);
create index surat_nomor on surat (unit, nomor_tahun, nomor_urut);

-- Who did what to a letter, when, and why.
create table surat_peristiwa (
    unit bigint not null,
    id uuid not null,
    surat_id uuid not null,
    urutan bigint not null,
    tindakan text not null,
    langkah smallint,
    oleh uuid,
    oleh_nama text not null,
    catatan text,
    pada bigint not null,
    primary key (unit, id),
    unique (unit, surat_id, urutan),
    foreign key (unit, surat_id) references surat (unit, id)
);

-- An electronic signature that was begun. Written before the key is used, so that a power cut in between
-- leaves a trace and can be repeated.
create table surat_penandatanganan (
    unit bigint not null,
    id uuid not null,
    surat_id uuid not null,
    pejabat_id uuid not null,
    oleh uuid,
    layanan smallint not null check (layanan in (1, 2)), -- own certificate, BSrE
    keadaan smallint not null check (keadaan between 1 and 5), -- begun, done, refused, cut off, nobody knows
    sebab text,
    acuan text, -- by which BSrE finds what it signed
    kembalian_id uuid, -- a file that came back and was not taken
    mulai_pada bigint not null,
    selesai_pada bigint,
    primary key (unit, id),
    foreign key (unit, surat_id) references surat (unit, id)
);

create index surat_penandatanganan_surat on surat_penandatanganan (unit, surat_id, mulai_pada);

-- The village's own choices for a kind of letter; the last version holds.
create table surat_atur (
    unit bigint not null,
    id uuid not null,
    jenis text not null,
    versi integer not null,
    aktif boolean not null, -- offered to residents
    syarat text, -- the village's own requirements; null for those of the kind
    klasifikasi text not null,
    cara smallint not null check (cara between 1 and 3),
    rantai text not null,
    penandatangan_id uuid,
    bentuk text not null,
    kertas text not null,
    rangkap smallint not null,
    masa_hari integer,
    konfirmasi smallint not null check (konfirmasi between 0 and 3), -- of requests: nobody, RT, RW, hamlet
    oleh uuid,
    pada bigint not null,
    primary key (unit, id),
    unique (unit, jenis, versi)
);

-- Kinds of letters that the village wrote or changed itself. A published version never changes: letters
-- refer to it.
create table surat_jenis (
    unit bigint not null,
    id uuid not null,
    kode text not null,
    versi integer not null,
    keadaan smallint not null check (keadaan between 1 and 2), -- draft, published
    nama text not null,
    definisi text not null, -- fields, requirements, blocks
    naskah text not null, -- Typst
    oleh uuid,
    oleh_nama text not null,
    pada bigint not null,
    primary key (unit, id),
    unique (unit, kode, versi)
);

-- Counter register: what the office does on papers of others, where no letter of its own goes out.
create table surat_loket (
    unit bigint not null,
    id uuid not null,
    tahun smallint not null,
    urut bigint not null,
    tanggal date not null,
    pekerjaan smallint not null check (pekerjaan between 1 and 4), -- mengetahui, pengesahan, legalisir, other
    pemohon text not null,
    perihal text not null,
    asal text, -- whose form it is
    lembar smallint not null,
    pejabat_id uuid not null,
    catatan text,
    dibatalkan text, -- why the entry does not count
    oleh uuid,
    oleh_nama text not null,
    pada bigint not null,
    primary key (unit, id),
    unique (unit, tahun, urut),
    foreign key (unit, pejabat_id) references pejabat (unit, id)
);

-- Work table: half-typed forms, sealed, one person's own. No facts yet.
create table surat_draf (
    unit bigint not null,
    id uuid not null,
    pengguna_id uuid not null,
    jenis text not null,
    isi bytea not null,
    diubah_pada bigint not null,
    primary key (unit, id)
);

create index surat_draf_pengguna on surat_draf (unit, pengguna_id, diubah_pada);
