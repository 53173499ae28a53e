-- Moving between two villages of one Balai (F-1.03 of Permendagri 109/2019): the village that is left sends, the
-- other takes in. Nobody's data lie here: the receiving village reads them from the sender while it decides.

-- Kept by the village that is left.
create table kiriman_pindah (
    unit bigint not null,
    id uuid not null,
    rombongan_id uuid not null, -- the events of moving out
    tujuan bigint not null, -- the receiving unit
    untuk text, -- the same as text while it waits: the directory lists it under this
    jumlah integer not null, -- how many people
    tanggal date not null, -- when they moved
    keadaan smallint not null check (keadaan in (1, 2, 3, 4)), -- on the way, taken in, refused, withdrawn
    alasan_segel bytea, -- why it was refused
    oleh uuid,
    dikirim_pada bigint not null,
    berubah_pada bigint not null,
    primary key (unit, id)
);

create index kiriman_pindah_rombongan on kiriman_pindah (unit, rombongan_id, dikirim_pada);
create index kiriman_pindah_dikirim on kiriman_pindah (unit, dikirim_pada);

-- Kept by the receiving village, under the id of what was sent: so there is one answer at most.
create table jawaban_pindah (
    unit bigint not null,
    id uuid not null,
    asal bigint not null, -- the sending unit
    rombongan_id uuid, -- the events of arrival
    jumlah integer not null,
    tanggal date not null, -- when they moved out there
    keadaan smallint not null check (keadaan in (1, 2, 3, 4)), -- open again, taken in, refused, withdrawn
    alasan_segel bytea, -- why it was refused
    oleh uuid,
    dijawab_pada bigint not null,
    primary key (unit, id)
);

create index jawaban_pindah_rombongan on jawaban_pindah (unit, rombongan_id);
create index jawaban_pindah_dijawab on jawaban_pindah (unit, dijawab_pada);
