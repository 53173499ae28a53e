-- Households: people of one or more families who live and eat together (BPS; Data Tunggal Sosial dan Ekonomi
-- Nasional, Inpres 4/2025). Who belongs to one, and who heads it, stands with the residents and their past versions.

create table rumah_tangga (
    unit bigint not null,
    id uuid not null,
    nomor text not null, -- given by the village, or by the census
    alamat text,
    dusun text not null,
    rw text not null,
    rt text not null,
    terdaftar date not null,
    bubar date, -- since when nobody keeps house here
    kelas_sosial smallint, -- as another program told it
    id_bdt text, -- number of the Basis Data Terpadu
    primary key (unit, id)
);

create unique index rumah_tangga_nomor on rumah_tangga (unit, nomor);

create index penduduk_rumah_tangga on penduduk (unit, rumah_tangga_id, status_dasar, hubungan_rtm)
    where rumah_tangga_id is not null;
create index riwayat_penduduk_rumah on riwayat_penduduk (unit, rumah_tangga_id)
    where rumah_tangga_id is not null;

-- Scans of what somebody showed for an event. The bytes lie sealed with the attachments; the event is not edited.
create table lampiran_peristiwa (
    unit bigint not null,
    id uuid not null,
    peristiwa_id uuid not null,
    penduduk_id uuid, -- whom the event is about
    berkas_id uuid not null,
    oleh uuid,
    pada bigint not null,
    primary key (unit, id),
    foreign key (unit, peristiwa_id) references peristiwa (unit, id)
);

create index lampiran_peristiwa_milik on lampiran_peristiwa (unit, peristiwa_id, id);
create index lampiran_peristiwa_orang on lampiran_peristiwa (unit, penduduk_id);
