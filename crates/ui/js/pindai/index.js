// The scanner of letters. Whatever a code holds is text: it is shown, never followed and never run.
import { cari, kotak } from "./bagian.js";
import { ambilBuku, buku, siapkan } from "./buku.js";
import { dariBerkas } from "./gambar.js";
import { rincian, tampilkan, tanyakan } from "./hasil.js";
import { matikan, nyalakan } from "./kamera.js";
import { periksa, uraiAlamat } from "./pernyataan.js";

let giliran = 0;

function nilai(teks) {
  const giliranku = (giliran += 1);
  const masihDilihat = () => giliranku === giliran;
  const alamat = uraiAlamat(teks);
  if (!alamat) return tampilkan("bukan", [["Isi kode", String(teks).slice(0, 300)]]);
  if (!alamat.kode) {
    tampilkan("tanpa", []);
    return tanyakan(alamat.token, masihDilihat);
  }
  const temuan = periksa(alamat, buku.kunci);
  const kini = new Date();
  const hariIni = Date.UTC(kini.getFullYear(), kini.getMonth(), kini.getDate());
  const habis = temuan.putusan === "asli" && temuan.isi.berlakuSampai && temuan.isi.berlakuSampai < hariIni;
  tampilkan(habis ? "habis" : temuan.putusan, rincian(temuan));
  return tanyakan(alamat.token, masihDilihat);
}

async function mulai() {
  document.querySelector("[data-pindai-tanpa]").hidden = true;
  kotak.hidden = false;
  cari("kamera").addEventListener("click", () => nyalakan(nilai));
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

mulai();
