// What a letter's QR code states, and whether a village signed it. The other half of features/surat/src/pernyataan.rs.
import { hashes, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";

// Old browsers have no Ed25519, and pages of a local network no crypto at all: one way of computing for all.
hashes.sha512 = sha512;

const KONTEKS = "balai pernyataan surat 1\n";
const ABJAD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const TANDA = 64;
const HARI = 86_400_000;
const AWAL = Date.UTC(2000, 0, 1);

/** "…/v/token#STATEMENT" as { token, kode }; `kode` is empty where the code only links. Null: no letter of Balai. */
export function uraiAlamat(teks) {
  const cocok = /\/v\/([a-z2-7]{20,64})(?:#([A-Z2-7]{16,800}))?$/.exec(String(teks).trim());
  return cocok && { token: cocok[1], kode: cocok[2] ?? "" };
}

function dariBase32(teks) {
  const bytes = [];
  let sisa = 0;
  let bit = 0;
  for (const huruf of teks) {
    sisa = (sisa << 5) | ABJAD.indexOf(huruf);
    bit += 5;
    if (bit >= 8) {
      bit -= 8;
      bytes.push((sisa >> bit) & 255);
      sisa &= (1 << bit) - 1;
    }
  }
  // What is left over must say nothing, so that one statement has one spelling.
  return bit < 5 && sisa === 0 ? Uint8Array.from(bytes) : null;
}

const hex = (bytes) => [...bytes].map((satu) => satu.toString(16).padStart(2, "0")).join("");
const dariHex = (teks) => Uint8Array.from(teks.match(/../g) ?? [], (dua) => parseInt(dua, 16));

/** "S3 A5" as "S*** A*****". */
function uraikanNama(ringkas) {
  const satu = (kata) => {
    const [awal, ...sisa] = [...kata];
    const bintang = sisa.join("");
    return /^\d{1,3}$/.test(bintang) && Number(bintang) < 256 ? awal + "*".repeat(Number(bintang)) : kata;
  };
  return ringkas.split(" ").map(satu).join(" ");
}

function urai(isi) {
  let at = 0;
  const ambil = (banyak) => {
    if (at + banyak > isi.length) throw new RangeError("cut");
    at += banyak;
    return isi.subarray(at - banyak, at);
  };
  const angka = (banyak) => ambil(banyak).reduce((jumlah, byte) => jumlah * 256 + byte, 0);
  const teks = () => new TextDecoder("utf-8", { fatal: true }).decode(ambil(angka(1)));
  if (angka(1) !== 1) throw new RangeError("version");
  const kunci = hex(ambil(4));
  const unit = angka(5);
  const hari = (banyak) => (banyak === 0 ? null : new Date(AWAL + (banyak - 1) * HARI));
  const tanggal = hari(angka(2));
  const berlakuSampai = hari(angka(2));
  const [jenis, nomor, nama, selaku] = [teks(), teks(), teks(), teks()];
  if (at !== isi.length || !tanggal) throw new RangeError("length");
  return { kunci, unit, tanggal, berlakuSampai, jenis, nomor, nama: uraikanNama(nama), selaku };
}

/**
 * Judges a statement: { putusan, isi?, kunci? } with `putusan` one of rusak, asing, berubah, bocor, asli.
 * `daftar` are the public keys as the server lists them.
 */
export function periksa({ token, kode }, daftar) {
  const bytes = dariBase32(kode);
  if (!bytes || bytes.length <= TANDA) return { putusan: "rusak" };
  const badan = bytes.subarray(0, bytes.length - TANDA);
  let isi;
  try {
    isi = urai(badan);
  } catch {
    return { putusan: "rusak" };
  }
  const kunci = daftar.find((satu) => satu.kode === isi.kunci && satu.unit === isi.unit);
  if (!kunci) return { putusan: "asing", isi };
  const awal = new TextEncoder().encode(`${KONTEKS}${token}\n`);
  const pesan = new Uint8Array([...awal, ...badan]);
  let cocok = false;
  try {
    cocok = verify(bytes.subarray(bytes.length - TANDA), pesan, dariHex(kunci.publik), { zip215: false });
  } catch {
    // A point that is none: not signed by anybody.
  }
  if (!cocok) return { putusan: "berubah", kunci };
  return { putusan: kunci.keadaan === "bocor" ? "bocor" : "asli", isi, kunci };
}
