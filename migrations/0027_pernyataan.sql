-- Keys by which a village vouches for the words in its letters' QR codes, so that they can be checked where there is
-- no network (room tte). Ed25519, RFC 8032. UU 30/2014 art. 38: an office answers for its electronic decisions.
-- Ended, never removed: letters that were printed under a key are checked by it for ever.
create table kunci_pernyataan (
    unit bigint not null,
    id uuid not null,
    kode text not null, -- begins the fingerprint; statements name it
    publik bytea not null,
    benih_segel bytea not null, -- the private half
    dibuat_pada bigint not null,
    diganti_pada bigint,
    bocor_pada bigint, -- from then on nothing signed with it is believed
    primary key (unit, id),
    unique (unit, kode)
);
