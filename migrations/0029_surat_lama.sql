-- Letters from before Balai, as another program or a workbook listed them: found again, told to whom they are about, and
-- no part of the agenda, whose numbers are given here without a gap (Permendagri 47/2016, Buku Agenda; UU 43/2009).

-- One list that was taken in.
create table impor_surat_lama (
    unit bigint not null,
    id uuid not null,
    asal smallint not null check (asal between 1 and 2), -- OpenSID, a workbook
    sidik bytea not null,
    jumlah bigint not null,
    oleh uuid,
    oleh_nama text not null,
    pada bigint not null,
    primary key (unit, id),
    unique (unit, sidik)
);

create table surat_lama (
    unit bigint not null,
    id uuid not null,
    impor_id uuid not null,
    tahun smallint not null, -- the date's year, or the one that was written; 0 where none was
    tanggal date,
    nomor text not null, -- as it was written; empty where none was
    jenis text not null, -- in the old list's own words
    perihal text not null,
    penduduk_id uuid, -- where the list named a resident who was taken over
    nama text not null,
    kunci_nama text not null,
    nik_kunci bytea, -- only to find it again; the number itself is not kept
    penandatangan text not null,
    lokasi_arsip text not null,
    primary key (unit, id),
    foreign key (unit, impor_id) references impor_surat_lama (unit, id)
);

create index surat_lama_tahun on surat_lama (unit, tahun, tanggal, nomor, id);
create index surat_lama_impor on surat_lama (unit, impor_id);
create index surat_lama_penduduk on surat_lama (unit, penduduk_id);
create index surat_lama_nik on surat_lama (unit, nik_kunci);
