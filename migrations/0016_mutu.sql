-- Data quality of the register: the duty to keep it right is the village's own (UU 23/2006 jo. UU 24/2013 art. 84).

-- An oddity that somebody has checked against papers and found right. Its id is made of what the finding says,
-- so that the finding comes back when the data change.
create table mutu_abaikan (
    unit bigint not null,
    id uuid not null,
    jenis text not null,
    penduduk_id uuid,
    keluarga_id uuid,
    alasan text not null,
    oleh uuid,
    pada bigint not null,
    primary key (unit, id),
    foreign key (unit, penduduk_id) references penduduk (unit, id),
    foreign key (unit, keluarga_id) references keluarga (unit, id)
);

-- Work table: filters of the list of residents that a user keeps for themselves.
create table saringan_simpan (
    id uuid not null primary key,
    unit bigint not null,
    pengguna_id uuid not null,
    nama text not null,
    kueri text not null,
    dibuat_pada bigint not null
);

create index saringan_simpan_pengguna on saringan_simpan (unit, pengguna_id, nama);
