-- Village institutions and groups with their members (Permendagri 18/2018: lembaga kemasyarakatan desa, RT, RW, PKK,
-- karang taruna, posyandu, LPM; Permendagri 110/2016: BPD). Kinds are a list of the room, not a table.

create table lembaga (
    unit bigint not null,
    id uuid not null,
    jenis text not null,
    nama text not null,
    dusun text not null, -- where it works, as for an RT; empty for the whole unit
    rw text not null,
    rt text not null,
    sk_nomor text not null,
    sk_tanggal date,
    mulai date not null,
    selesai date, -- dissolved
    keterangan text not null,
    dicatat_pada bigint not null,
    primary key (unit, id)
);

create index lembaga_jenis on lembaga (unit, jenis, nama, id);

-- Who held which place in it, from one day to another, by which decree. Rows are ended, never removed.
create table anggota_lembaga (
    unit bigint not null,
    id uuid not null,
    lembaga_id uuid not null,
    penduduk_id uuid, -- absent for somebody from outside
    nama text not null, -- as written down on the first day
    jabatan text not null,
    sk_nomor text not null,
    sk_tanggal date,
    mulai date not null,
    sampai date, -- the end of the term as the decree says
    selesai date, -- when it really ended
    alasan text not null, -- why it ended
    dicatat_pada bigint not null,
    primary key (unit, id),
    foreign key (unit, lembaga_id) references lembaga (unit, id)
);

create index anggota_lembaga_lembaga on anggota_lembaga (unit, lembaga_id, mulai);
create index anggota_lembaga_penduduk on anggota_lembaga (unit, penduduk_id);
