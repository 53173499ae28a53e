-- Letters that are signed in SADEWA (upload and wait): the unit's account there (room tte), and what became of each
-- letter that was sent (room surat). PP 71/2019 art. 60; the service belongs to the province.

-- The unit's account at SADEWA. Without a row nothing leaves the house.
create table layanan_sadewa (
    unit bigint not null,
    id uuid not null,
    rahasia_segel bytea, -- addresses and account
    diubah_pada bigint not null,
    primary key (unit, id),
    unique (unit)
);

-- A letter sent to be signed there. Written before it is sent, so that a power cut leaves a trace.
create table surat_kiriman (
    unit bigint not null,
    id uuid not null,
    surat_id uuid not null,
    keadaan smallint not null check (keadaan between 1 and 8), -- queued, sending, waiting, signed, refused, nobody knows, to be looked at, withdrawn
    nama text not null, -- under which it is listed there; nobody's name
    acuan text, -- doc_id
    jalan text, -- where the file lies there
    asli_sidik text not null, -- of what was sent
    sebab text,
    kembalian_id uuid, -- a file that came back and was not taken
    oleh uuid,
    mulai_pada bigint not null,
    diunggah_pada bigint,
    selesai_pada bigint,
    primary key (unit, id),
    foreign key (unit, surat_id) references surat (unit, id)
);

create index surat_kiriman_surat on surat_kiriman (unit, surat_id, mulai_pada);
create index surat_kiriman_acuan on surat_kiriman (unit, acuan);

-- Whether the unit asks issuers about certificates that they took back (room tte). Without a row nobody is asked.
create table atur_pencabutan (
    unit bigint not null,
    id uuid not null,
    cara smallint not null check (cara between 0 and 2), -- nobody is asked, asked, asked and answered
    diubah_pada bigint not null,
    primary key (unit, id),
    unique (unit)
);

-- Lists of revoked certificates (RFC 5280) that somebody brought, one of each trusted authority.
create table daftar_cabut (
    unit bigint not null,
    id uuid not null,
    otoritas_id uuid not null,
    der bytea not null,
    jumlah bigint not null,
    terbit_pada bigint not null,
    berikutnya_pada bigint not null,
    diunggah_pada bigint not null,
    primary key (unit, id),
    unique (unit, otoritas_id),
    foreign key (unit, otoritas_id) references otoritas (unit, id)
);
