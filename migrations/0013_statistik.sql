-- Statistics of closed months, worked out so that pages need not count again (room statistik). No facts: they
-- follow from the register and are made again when it moves. Without health (UU 27/2022 art. 4).

create table statistik_bulanan (
    unit bigint not null,
    bulan date not null, -- its first day
    isi text not null, -- JSON of statistik::hitung::Rekap
    posisi bigint not null, -- the unit's ledger line up to which the register was counted
    dihitung_pada bigint not null,
    primary key (unit, bulan)
);
