// What was found, in words, and what the server says of it now.
import { cari, nada } from "./bagian.js";
import { buku } from "./buku.js";
import { KEADAAN, PUTUSAN, tanggal } from "./kalimat.js";

const hasil = cari("hasil");

function baris(label, isi) {
  const satu = document.createElement("div");
  satu.className = "govuk-summary-list__row";
  for (const [jenis, kelas, teks] of [["dt", "key", label], ["dd", "value", isi]]) {
    const unsur = document.createElement(jenis);
    unsur.className = `govuk-summary-list__${kelas}`;
    unsur.textContent = teks;
    satu.append(unsur);
  }
  return satu;
}

export function rincian({ isi, kunci }) {
  if (!isi || !kunci) return [];
  const jenis = buku.jenis[isi.jenis] ?? isi.jenis.replaceAll("_", " ");
  return [
    ["Diterbitkan oleh", kunci.nama], ["Jenis", jenis], ["Nomor", isi.nomor || "Tanpa nomor"],
    ["Tanggal", tanggal(isi.tanggal)],
    ["Berlaku sampai", isi.berlakuSampai ? tanggal(isi.berlakuSampai) : "Tidak dibatasi"],
    ["Untuk", isi.nama], ["Ditandatangani selaku", isi.selaku],
  ];
}

export function tampilkan(putusan, baris_) {
  const [kelas, judul, kalimat] = PUTUSAN[putusan];
  cari("judul").textContent = judul;
  cari("kalimat").textContent = kalimat;
  nada(cari("putusan"), kelas);
  cari("rincian").replaceChildren(...baris_.map(([label, isi]) => baris(label, isi)));
  hasil.dataset.hasil = putusan;
  cari("keadaan").hidden = true;
  hasil.hidden = false;
  hasil.focus();
}

/** The present state, asked of this server alone, whatever host the code names. */
export async function tanyakan(token, masihDilihat) {
  let kata = "bisu";
  let pengganti = "";
  try {
    const jawab = await fetch(`/v/${token}/keadaan`, { credentials: "omit", cache: "no-store" });
    if (jawab.status === 404) kata = "tiada";
    else if (jawab.ok) ({ keadaan: kata, pengganti = "" } = await jawab.json());
  } catch {
    // Said below.
  }
  if (!masihDilihat()) return;
  const [kelas, kalimat] = KEADAAN[kata] ?? KEADAAN.bisu;
  const unsur = cari("keadaan");
  unsur.firstElementChild.textContent = pengganti ? `${kalimat} Nomor penggantinya ${pengganti}.` : kalimat;
  nada(unsur, kelas);
  unsur.dataset.keadaan = kata;
  unsur.hidden = false;
  // A genuine code under a letter that no longer holds must not stand there in green.
  if (kelas === "bahaya" && ["asli", "habis"].includes(hasil.dataset.hasil)) {
    cari("judul").textContent = "Kode QR ini asli, tetapi SURATNYA TIDAK BERLAKU";
    nada(cari("putusan"), "bahaya");
  }
}
