-- Requests for letters (room permohonan; UU 25/2009 art. 15, 20).
create table permohonan (
    unit bigint not null,
    id uuid not null,
    tahun smallint not null,
    urut bigint not null,
    token text not null, -- of the status page
    pintu smallint not null check (pintu between 1 and 4), -- counter, WhatsApp, own pages, kiosk
    jenis text not null,
    jenis_nama text not null, -- as it was called that day
    orang_id uuid not null, -- whom the letter is about
    orang_nama text not null,
    pemohon_nama text not null, -- who asked, where it is somebody else
    pemohon_id uuid, -- where they are of the same family card and asked without coming
    isian_segel bytea not null,
    syarat text not null, -- requirements that were seen
    kurang text not null, -- requirements that were asked for
    keadaan smallint not null check (keadaan between 0 and 12), -- from 10 on it has ended
    versi bigint not null, -- rises with each act
    ambil smallint not null check (ambil between 1 and 3), -- at the office, to the door, PDF
    surat_id uuid,
    petugas_id uuid,
    petugas_nama text not null,
    alasan text not null,
    diterima_oleh text not null,
    diajukan_pada bigint not null,
    diproses_pada bigint,
    siap_pada bigint, -- when the letter was there
    selesai_pada bigint,
    primary key (unit, id),
    unique (unit, tahun, urut),
    unique (unit, token),
    unique (unit, surat_id)
);

create index permohonan_keadaan on permohonan (unit, keadaan, diajukan_pada);
create index permohonan_orang on permohonan (unit, orang_id, diajukan_pada);
create index permohonan_pemohon on permohonan (unit, pemohon_id, diajukan_pada);
create index permohonan_siap on permohonan (unit, siap_pada);

create table permohonan_langkah (
    unit bigint not null,
    id uuid not null,
    permohonan_id uuid not null,
    urutan bigint not null,
    tindakan text not null,
    keadaan smallint not null,
    oleh uuid,
    oleh_nama text not null, -- empty for the resident and for the system
    catatan text not null,
    pada bigint not null,
    primary key (unit, id),
    unique (unit, permohonan_id, urutan),
    foreign key (unit, permohonan_id) references permohonan (unit, id)
);

-- How long a kind of letter may take; an empty kind stands for all others.
create table atur_permohonan (
    unit bigint not null,
    id uuid not null,
    jenis text not null,
    jatah_menit integer not null,
    primary key (unit, id),
    unique (unit, jenis)
);

-- A photo of a document; its bytes lie sealed in the unit's folder. Gone some time after the letter.
create table permohonan_foto (
    unit bigint not null,
    id uuid not null,
    permohonan_id uuid not null,
    syarat text not null,
    berkas_id uuid not null,
    dikirim_pada bigint not null,
    primary key (unit, id),
    foreign key (unit, permohonan_id) references permohonan (unit, id)
);

create index permohonan_foto_permohonan on permohonan_foto (unit, permohonan_id);

-- Work tables of Layanan Mandiri: a code that was asked for, by somebody or by nobody, and a visit.
create table kode_warga (
    unit bigint not null,
    id uuid not null,
    penduduk_id uuid, -- null where nobody has the NIK that was typed
    kunci bytea not null, -- keyed hash of the code
    percobaan bigint not null,
    sampai bigint not null,
    primary key (unit, id)
);

create table sesi_warga (
    unit bigint not null,
    kunci bytea not null, -- keyed hash of the cookie's token
    penduduk_id uuid not null,
    sampai bigint not null,
    primary key (unit, kunci)
);

-- Queue numbers of the kiosk. A number says what for, never for whom.
create table antrean (
    unit bigint not null,
    id uuid not null,
    tanggal date not null,
    nomor integer not null, -- counts from 1 each day
    jenis text not null, -- empty for something else
    keadaan smallint not null check (keadaan between 1 and 4), -- waits, called, served, nobody came
    petugas_id uuid,
    petugas_nama text not null,
    permohonan_id uuid,
    diambil_pada bigint not null,
    dipanggil_pada bigint,
    primary key (unit, id),
    unique (unit, tanggal, nomor),
    foreign key (unit, permohonan_id) references permohonan (unit, id)
);

-- One row per unit: the unguessable part of the kiosk's address.
create table atur_anjungan (
    unit bigint not null,
    id uuid not null,
    kunci text not null,
    dibuka boolean not null,
    primary key (unit, id)
);
