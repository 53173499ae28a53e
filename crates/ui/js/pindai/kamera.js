// Codes before the camera, until one is read.
import { cari } from "./bagian.js";
import { dariVideo } from "./gambar.js";

const video = cari("video");

export function matikan() {
  video.srcObject?.getTracks().forEach((jalur) => jalur.stop());
  video.srcObject = null;
  video.hidden = true;
  cari("henti").hidden = true;
  cari("kamera").hidden = false;
}

export async function nyalakan(nilai) {
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
