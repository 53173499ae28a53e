// From the text of a statement to its bytes and its words.
const ABJAD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HARI = 86_400_000;
const AWAL = Date.UTC(2000, 0, 1);

export function dariBase32(teks) {
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
export const dariHex = (teks) => Uint8Array.from(teks.match(/../g) ?? [], (dua) => parseInt(dua, 16));

/** "S3 A5" as "S*** A*****". */
function uraikanNama(ringkas) {
  const satu = (kata) => {
    const [awal, ...sisa] = [...kata];
    const bintang = sisa.join("");
    return /^\d{1,3}$/.test(bintang) && Number(bintang) < 256 ? awal + "*".repeat(Number(bintang)) : kata;
  };
  return ringkas.split(" ").map(satu).join(" ");
}

export function urai(isi) {
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
