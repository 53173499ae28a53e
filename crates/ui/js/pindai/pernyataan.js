// What a letter's QR code states, and whether a village signed it. The other half of features/surat/src/pernyataan.rs.
import { hashes, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { dariBase32, dariHex, urai } from "./urai.js";

// Old browsers have no Ed25519, and pages of a local network no crypto at all: one way of computing for all.
hashes.sha512 = sha512;

const KONTEKS = "balai pernyataan surat 1\n";
const TANDA = 64;

/** "…/v/token#STATEMENT" as { token, kode }; `kode` is empty where the code only links. Null: no letter of Balai. */
export function uraiAlamat(teks) {
  const cocok = /\/v\/([a-z2-7]{20,64})(?:#([A-Z2-7]{16,800}))?$/.exec(String(teks).trim());
  return cocok && { token: cocok[1], kode: cocok[2] ?? "" };
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
