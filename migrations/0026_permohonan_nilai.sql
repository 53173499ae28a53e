-- What residents thought of a service (UU 25/2009 art. 38: the office measures itself).
create table permohonan_nilai (
    unit bigint not null,
    id uuid not null,
    permohonan_id uuid not null,
    nilai smallint not null check (nilai between 1 and 5),
    pada bigint not null,
    primary key (unit, id),
    unique (unit, permohonan_id),
    foreign key (unit, permohonan_id) references permohonan (unit, id)
);

create index permohonan_nilai_pada on permohonan_nilai (unit, pada);
create index permohonan_foto_berkas on permohonan_foto (unit, berkas_id);
