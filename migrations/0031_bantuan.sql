-- Social aid as the village knows it: programmes, and who was in them (Permensos 1/2019 on aid; UU 13/2011). A programme is
-- for persons, families, households or groups; the recipient's row names whoever holds the card.

create table bantuan (
    unit bigint not null,
    id uuid not null,
    nama text not null,
    sasaran smallint not null check (sasaran between 1 and 4), -- person, family, household, group
    asal_dana text not null, -- in the words of its source; empty where unknown
    keterangan text not null,
    mulai date,
    selesai date, -- the last day
    dicatat_pada bigint not null,
    primary key (unit, id)
);

create table penerima_bantuan (
    unit bigint not null,
    id uuid not null,
    bantuan_id uuid not null,
    penduduk_id uuid, -- the person, or who holds the card for the family or household
    lembaga_id uuid, -- the group
    nama text not null, -- as it stands on the card
    kunci_nama text not null,
    kartu_segel bytea, -- the card's number
    dicatat_pada bigint not null,
    primary key (unit, id),
    foreign key (unit, bantuan_id) references bantuan (unit, id)
);

create index penerima_bantuan_bantuan on penerima_bantuan (unit, bantuan_id, nama, id);
create index penerima_bantuan_penduduk on penerima_bantuan (unit, penduduk_id);
