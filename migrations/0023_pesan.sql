-- Messages with residents (room pesan). Who is reached, who agreed and who is bound to whom are facts; what is said in a
-- chat is work: it is sealed, never in the ledger, and swept after some weeks (UU 27/2022: no longer than needed).

-- An account at a provider. The phone may be hidden: then only the provider's own id (BSUID) is known.
create table kontak (
    unit bigint not null,
    id uuid not null,
    penyedia smallint not null check (penyedia in (1, 2, 3)), -- Meta Cloud API, GOWA, simulator
    telepon_segel bytea,
    telepon_kunci bytea,
    bsuid_segel bytea,
    bsuid_kunci bytea,
    bahasa smallint not null check (bahasa in (1, 2)), -- Indonesian, Javanese (krama)
    persetujuan_versi smallint, -- of the notice that was agreed to
    persetujuan_pada bigint,
    berhenti_pada bigint, -- since when nothing may be sent
    gagal_pada bigint, -- since when the provider says that nobody receives there
    dicatat_pada bigint not null,
    primary key (unit, id),
    unique (unit, penyedia, telepon_kunci),
    unique (unit, penyedia, bsuid_kunci)
);

-- Proof that a resident writes from a contact: by a code from the office or to the number on record. One phone may
-- serve a whole family.
create table ikatan_kontak (
    unit bigint not null,
    id uuid not null,
    kontak_id uuid not null,
    penduduk_id uuid not null,
    cara smallint not null check (cara in (1, 2)), -- code handed over by the office, code to the number on record
    oleh uuid, -- who handed the code over
    mulai_pada bigint not null,
    sampai_pada bigint not null, -- to be proved again afterwards
    selesai_pada bigint,
    sebab text not null, -- why it ended
    primary key (unit, id),
    foreign key (unit, kontak_id) references kontak (unit, id)
);

create index ikatan_kontak_kontak on ikatan_kontak (unit, kontak_id, selesai_pada);
create index ikatan_kontak_penduduk on ikatan_kontak (unit, penduduk_id, selesai_pada);

-- The provider that the village chose; without a row nothing leaves the house.
create table atur_pesan (
    unit bigint not null,
    id uuid not null,
    penyedia smallint not null check (penyedia in (0, 1, 2)), -- off, Meta Cloud API, GOWA
    rahasia_segel bytea, -- address, token, secrets
    nomor_kantor text not null, -- the office's own number, as it stands on posters
    dihentikan_pada bigint, -- since when the provider refuses us
    sebab_henti text not null,
    diubah_pada bigint not null,
    primary key (unit, id),
    unique (unit)
);

-- What the village says in its own words instead of ours.
create table teks_pesan (
    unit bigint not null,
    id uuid not null,
    kunci text not null,
    bahasa smallint not null check (bahasa in (1, 2)),
    isi text not null,
    diubah_pada bigint not null,
    primary key (unit, id),
    unique (unit, kunci, bahasa)
);

-- A work table: what a provider delivered, byte for byte. The same bytes come in once.
create table pesan_kiriman (
    unit bigint not null,
    id uuid not null,
    penyedia smallint not null,
    sidik bytea not null, -- keyed hash of the bytes
    isi_segel bytea not null,
    diterima_pada bigint not null,
    dibaca_pada bigint,
    galat text, -- why it could not be read
    primary key (unit, id),
    unique (unit, sidik)
);

create index pesan_kiriman_lama on pesan_kiriman (unit, diterima_pada);

-- A work table: one message of a resident. The provider's id is hashed, because it holds the phone number.
create table pesan_masuk (
    unit bigint not null,
    id uuid not null,
    penyedia smallint not null,
    pesan_kunci bytea not null,
    kontak_id uuid not null,
    isi_segel bytea not null,
    keadaan smallint not null, -- waiting, handled, too late, left alone
    dikirim_pada bigint not null, -- as the provider says
    diterima_pada bigint not null,
    ditangani_pada bigint,
    primary key (unit, id),
    unique (unit, penyedia, pesan_kunci)
);

create index pesan_masuk_kontak on pesan_masuk (unit, kontak_id, keadaan, dikirim_pada);
create index pesan_masuk_lama on pesan_masuk (unit, diterima_pada);

-- A work table: what goes out, in order for each contact.
create table pesan_keluar (
    unit bigint not null,
    id uuid not null,
    kontak_id uuid not null,
    penduduk_id uuid, -- whom it tells about: it goes out only while the contact is bound to them
    urut bigint not null, -- within the contact
    isi_segel bytea not null,
    keadaan smallint not null, -- queued, being sent, sent, delivered, read, failed, held for the window, dropped, held until asked for
    percobaan bigint not null,
    mulai_pada bigint not null, -- not to be tried before; while it is being sent: given up then
    penyedia_kunci bytea, -- keyed hash of the provider's id
    galat_kode bigint,
    galat text,
    dibuat_pada bigint not null,
    dikirim_pada bigint,
    sampai_pada bigint,
    dibaca_pada bigint,
    primary key (unit, id)
);

create index pesan_keluar_kontak on pesan_keluar (unit, kontak_id, keadaan, urut);
create index pesan_keluar_penyedia on pesan_keluar (unit, penyedia_kunci);
create index pesan_keluar_keadaan on pesan_keluar (unit, keadaan, dibuat_pada);

-- A work table: where each conversation stands.
create table pesan_percakapan (
    unit bigint not null,
    kontak_id uuid not null,
    isi_segel bytea not null,
    pesan_terakhir_pada bigint not null, -- of the newest message that was handled, as the provider says
    diubah_pada bigint not null,
    primary key (unit, kontak_id)
);

-- A work table: one-time codes, hashed.
create table pesan_kode (
    unit bigint not null,
    id uuid not null,
    untuk smallint not null, -- handed over by the office, sent to the number on record
    kode_kunci bytea not null,
    penduduk_id uuid, -- absent where nobody matched, so that nobody learns it
    kontak_id uuid,
    oleh uuid,
    salah bigint not null,
    sampai_pada bigint not null,
    dipakai_pada bigint,
    primary key (unit, id)
);

create index pesan_kode_kunci on pesan_kode (unit, kode_kunci);

-- A work table: tries of a day, by keyed hash of who tries or of what is tried.
create table pesan_percobaan (
    unit bigint not null,
    kunci bytea not null,
    hari date not null,
    jumlah bigint not null,
    primary key (unit, kunci, hari)
);

-- A work table: until when messages were caught up with.
create table pesan_susul (
    unit bigint not null primary key,
    pada bigint not null
);
