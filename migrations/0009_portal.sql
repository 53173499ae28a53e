-- The village's public pages (room portal). UU 14/2008 art. 9 and PP 61/2010: what a public body tells
-- unasked. Figures are kept as they were first shown: differences from day to day would name people.

-- One row for each closed month.
create table rilis_publik (
    unit bigint not null,
    id uuid not null,
    bulan date not null, -- its first day
    isi text not null, -- JSON of kependudukan::publik::AngkaPublik, small counts already hidden
    dibuat_pada bigint not null,
    primary key (unit, id),
    unique (unit, bulan)
);
