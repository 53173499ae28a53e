-- Letter numbers (room nomor). The klasifikasi in a number is Permendagri 83/2022's; which parts a number
-- has, and in which order, is the village's own custom.

-- One row per unit.
create table pola_nomor (
    unit bigint not null,
    id uuid not null,
    pola text not null,
    kode_unit text not null,
    lingkup text not null check (lingkup in ('semua', 'jenis')),
    primary key (unit, id)
);

create table penghitung_nomor (
    unit bigint not null,
    id uuid not null,
    tahun smallint not null, -- of the number's date
    lingkup text not null, -- 'semua', or the code of a kind of letter
    terakhir bigint not null check (terakhir >= 0), -- issued here, or brought along by a start in mid-year
    terbit bigint not null check (terbit >= 0), -- the last one issued here; 0 for none
    primary key (unit, id),
    unique (unit, tahun, lingkup)
);
