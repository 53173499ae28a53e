-- Monthly reports on residents (Buku Rekapitulasi Jumlah Penduduk, Permendagri 47/2016 B.3; LAMPID).

-- A month as it was handed in. It never changes; the last one may be withdrawn before it was sent.
create table laporan_bulanan (
    unit bigint not null,
    id uuid not null,
    bulan date not null, -- its first day
    isi text not null, -- JSON of the table and of who signs
    diketahui bigint not null, -- what had been written down by then counts
    oleh uuid,
    dikirim_pada bigint,
    dikirim_oleh uuid,
    ditarik_pada bigint not null, -- the end of all days while it stands
    ditarik_oleh uuid,
    alasan text, -- of the withdrawal
    primary key (unit, id),
    unique (unit, bulan, ditarik_pada)
);
