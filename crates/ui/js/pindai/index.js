// The scanner of letters. Whatever a code holds is text: it is shown, never followed and never run.
import { dariBerkas, dariVideo } from "./gambar.js";
import { KEADAAN, PUTUSAN, tanggal } from "./kalimat.js";
import { periksa, uraiAlamat } from "./pernyataan.js";

const kotak = document.querySelector("[data-pindai]");
const cari = (nama) => kotak.querySelector(`[data-${nama}]`);
const video = cari("video");
const hasil = cari("hasil");
let buku = { kunci: [], jenis: {} };
let giliran = 0;

async function ambilBuku() {
  try {
    const jawab = await fetch("/pindai/kunci.json", { credentials: "omit" });
    if (jawab.ok) buku = await jawab.json();
  } catch {
    // Without network and never here before: no key is known, and the page says so.
  }
}

async function siapkan() {
  const siap = cari("siap");
  const kantor = new Set(buku.kunci.map((satu) => satu.unit)).size;
  if (kantor === 0) {
    siap.textContent = "Belum ada kunci kantor di peramban ini. Sambungkan ke internet, lalu buka lagi halaman ini.";
    return;
  }
  siap.textContent = "Halaman ini bekerja selama tersambung.";
  if (!navigator.serviceWorker) return;
  try {
    // One for this page, one for the addresses in the codes: a phone's own camera opens those.
    for (const scope of ["/pindai", "/v/"]) await navigator.serviceWorker.register("/pindai/pekerja.js", { scope });
    await navigator.serviceWorker.ready;
    siap.textContent = `Siap dipakai tanpa internet. Kunci dari ${kantor} kantor tersimpan di peramban ini.`;
  } catch {
    // A browser that keeps nothing still verifies while it is connected.
  }
}

function nada(unsur, kelas) {
  unsur.className = `b-pesan b-pesan--${kelas}`;
}

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

function rincian({ isi, kunci }) {
  if (!isi || !kunci) return [];
  const jenis = buku.jenis[isi.jenis] ?? isi.jenis.replaceAll("_", " ");
  return [
    ["Diterbitkan oleh", kunci.nama], ["Jenis", jenis], ["Nomor", isi.nomor || "Tanpa nomor"],
    ["Tanggal", tanggal(isi.tanggal)],
    ["Berlaku sampai", isi.berlakuSampai ? tanggal(isi.berlakuSampai) : "Tidak dibatasi"],
    ["Untuk", isi.nama], ["Ditandatangani selaku", isi.selaku],
  ];
}

function tampilkan(putusan, baris_) {
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
async function tanyakan(token, giliranku) {
  let kata = "bisu";
  let pengganti = "";
  try {
    const jawab = await fetch(`/v/${token}/keadaan`, { credentials: "omit", cache: "no-store" });
    if (jawab.status === 404) kata = "tiada";
    else if (jawab.ok) ({ keadaan: kata, pengganti = "" } = await jawab.json());
  } catch {
    // Said below.
  }
  if (giliranku !== giliran) return;
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

function nilai(teks) {
  giliran += 1;
  const alamat = uraiAlamat(teks);
  if (!alamat) return tampilkan("bukan", [["Isi kode", String(teks).slice(0, 300)]]);
  if (!alamat.kode) {
    tampilkan("tanpa", []);
    return tanyakan(alamat.token, giliran);
  }
  const temuan = periksa(alamat, buku.kunci);
  const kini = new Date();
  const hariIni = Date.UTC(kini.getFullYear(), kini.getMonth(), kini.getDate());
  const habis = temuan.putusan === "asli" && temuan.isi.berlakuSampai && temuan.isi.berlakuSampai < hariIni;
  tampilkan(habis ? "habis" : temuan.putusan, rincian(temuan));
  return tanyakan(alamat.token, giliran);
}

function matikan() {
  video.srcObject?.getTracks().forEach((jalur) => jalur.stop());
  video.srcObject = null;
  video.hidden = true;
  cari("henti").hidden = true;
  cari("kamera").hidden = false;
}

async function nyalakan() {
  const kata = cari("siap");
  if (!navigator.mediaDevices?.getUserMedia) {
    kata.textContent = "Kamera hanya dapat dipakai lewat alamat https. Pilih foto kode QR di bawah ini.";
    return;
  }
  try {
    const ukuran = { width: { ideal: 1280 }, height: { ideal: 960 } };
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: "environment" }, ...ukuran } });
    await video.play();
  } catch {
    kata.textContent = "Kamera tidak dapat dibuka. Izinkan kamera untuk halaman ini, atau pilih foto kode QR.";
    return;
  }
  video.hidden = false;
  cari("henti").hidden = false;
  cari("kamera").hidden = true;
  while (video.srcObject) {
    const teks = await dariVideo(video);
    if (teks && video.srcObject) {
      matikan();
      await nilai(teks);
    }
    await new Promise((lanjut) => setTimeout(lanjut, 150));
  }
}

async function mulai() {
  document.querySelector("[data-pindai-tanpa]").hidden = true;
  kotak.hidden = false;
  cari("kamera").addEventListener("click", nyalakan);
  cari("henti").addEventListener("click", matikan);
  cari("foto").addEventListener("change", async (kejadian) => {
    const [berkas] = kejadian.target.files;
    if (!berkas) return;
    const teks = await dariBerkas(berkas);
    if (teks) await nilai(teks);
    else cari("siap").textContent = "Tidak ada kode QR yang terbaca di gambar itu. Foto lagi lebih dekat dan terang.";
  });
  cari("ketik").addEventListener("click", () => nilai(cari("teks").value));
  await ambilBuku();
  // A letter's own address, opened without network: the worker shows this page in its place.
  if (uraiAlamat(location.href)) await nilai(location.href);
  await siapkan();
}

if (kotak) mulai();
