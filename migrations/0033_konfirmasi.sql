-- Who heads an RT, an RW or a hamlet, as a resident who can be asked (room permohonan). RT and RW are institutions of the
-- village (Permendagri 18/2018 art. 6 and 7), the head of a hamlet is one of its officials (UU 6/2014 art. 49).
create table ketua_wilayah (
    unit bigint not null,
    id uuid not null,
    dusun text not null,
    rw text not null, -- empty for a hamlet
    rt text not null, -- empty for a hamlet and an RW
    penduduk_id uuid not null,
    sejak bigint not null,
    primary key (unit, id),
    unique (unit, dusun, rw, rt)
);

create index ketua_wilayah_penduduk on ketua_wilayah (unit, penduduk_id);

-- The neighbourhood's word on a request for a letter, in place of a paper that its resident carries.
create table permohonan_konfirmasi (
    unit bigint not null,
    id uuid not null,
    permohonan_id uuid not null,
    orang_id uuid not null, -- whom the letter is about
    tingkat smallint not null check (tingkat between 1 and 3), -- RT, RW, hamlet
    dusun text not null, -- the part that answers
    rw text not null,
    rt text not null,
    keadaan smallint not null check (keadaan between 1 and 4), -- waits, confirmed, denied, no longer needed
    cara smallint check (cara in (1, 2, 3)), -- by message, on paper at the counter, with a login
    dijawab_id uuid, -- the resident who answered by message
    dijawab_nama text not null,
    pengantar_tanggal date, -- of the paper
    alasan text not null,
    diminta_pada bigint not null,
    diingatkan_pada bigint,
    dijawab_pada bigint,
    primary key (unit, id),
    unique (unit, permohonan_id),
    foreign key (unit, permohonan_id) references permohonan (unit, id)
);

create index permohonan_konfirmasi_keadaan on permohonan_konfirmasi (unit, keadaan, diminta_pada);
