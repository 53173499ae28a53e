-- Population files in other layouts (BIP and SIAK of Dukcapil, any table with headings of its own).

-- Which column of ours a foreign heading means, as somebody of the unit said it; offered again when the same
-- headings come. Sealed, because a heading row that was chosen wrongly holds names and numbers.
create table pemetaan_kolom (
    unit bigint not null,
    id uuid not null,
    sidik bytea not null, -- keyed hash of the set of headings
    isi_segel bytea not null,
    oleh uuid,
    pada bigint not null,
    primary key (unit, id)
);

create unique index pemetaan_kolom_sidik on pemetaan_kolom (unit, sidik);

-- The file itself, sealed, where the clerk still has something to say about it; gone with the row.
-- lite:
alter table impor_sementara add column berkas blob;
-- end
-- pg:
alter table impor_sementara add column berkas bytea;
-- end
