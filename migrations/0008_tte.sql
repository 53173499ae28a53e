-- Certificates that sign and authorities that are trusted (room tte).
-- UU ITE art. 11; PP 71/2019 art. 59-60.

-- An official's key and certificate as a PKCS#12 file under the official's own passphrase, sealed once
-- more by the unit. pejabat_id is a plain id: officials live in a room of the same floor.
create table sertifikat (
    unit bigint not null,
    id uuid not null,
    pejabat_id uuid not null,
    nama text not null, -- common name
    penerbit text not null,
    p12 bytea not null,
    serial text not null,
    cert_sha256 text not null, -- hexadecimal, as a verification report says it
    berlaku_dari bigint not null,
    berlaku_sampai bigint not null,
    sumber text not null check (sumber in ('contoh', 'sendiri', 'impor')),
    dicabut_pada bigint,
    alasan_cabut text,
    dibuat_pada bigint not null,
    primary key (unit, id),
    unique (unit, cert_sha256),
    check ((dicabut_pada is null) = (alasan_cabut is null))
);

create index sertifikat_pejabat on sertifikat (unit, pejabat_id, dibuat_pada);

-- Authorities whose signatures this unit accepts. One with a key is the unit's own. Ended, never removed:
-- the ledger and old reports name it.
create table otoritas (
    unit bigint not null,
    id uuid not null,
    nama text not null,
    der bytea not null,
    sha256 text not null,
    berlaku_sampai bigint not null,
    contoh boolean not null,
    kunci_segel bytea,
    dipercaya_sejak bigint not null,
    dihentikan_pada bigint,
    primary key (unit, id)
);

create index otoritas_sidik on otoritas (unit, sha256);

-- The unit's server of BSrE's Esign Client Service. Without a row nothing leaves the house.
create table layanan_bsre (
    unit bigint not null,
    id uuid not null,
    versi smallint not null check (versi in (0, 1, 2)), -- off, API v1, API v2
    rahasia_segel bytea, -- address and account
    diubah_pada bigint not null,
    primary key (unit, id),
    unique (unit)
);

-- The unit's time stamping authority (RFC 3161).
create table stempel_waktu (
    unit bigint not null,
    id uuid not null,
    rahasia_segel bytea, -- address and account
    diubah_pada bigint not null,
    primary key (unit, id),
    unique (unit)
);

-- Officials whose certificate is at BSrE, which knows them by NIK. Ended, never removed.
create table penanda_bsre (
    unit bigint not null,
    id uuid not null,
    pejabat_id uuid not null,
    nik_segel bytea not null,
    nama text, -- in the certificate, where it differs
    status text, -- BSrE's own word
    status_pada bigint,
    dicatat_pada bigint not null,
    dihentikan_pada bigint,
    primary key (unit, id),
    check ((status is null) = (status_pada is null))
);

create index penanda_bsre_pejabat on penanda_bsre (unit, pejabat_id, dicatat_pada);
