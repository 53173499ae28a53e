// The text of a QR code in a picture or a camera's view.
import decodeQR from "qr/decode.js";

const SISI = [1600, 900];
const bawaan = "BarcodeDetector" in window ? new window.BarcodeDetector({ formats: ["qr_code"] }) : null;
const kanvas = document.createElement("canvas");

function titik(sumber, lebar, tinggi, paling) {
  const skala = Math.min(1, paling / Math.max(lebar, tinggi));
  kanvas.width = Math.max(1, Math.round(lebar * skala));
  kanvas.height = Math.max(1, Math.round(tinggi * skala));
  const kuas = kanvas.getContext("2d", { willReadFrequently: true });
  // Where a picture is see-through there is paper.
  kuas.fillStyle = "#fff";
  kuas.fillRect(0, 0, kanvas.width, kanvas.height);
  kuas.drawImage(sumber, 0, 0, kanvas.width, kanvas.height);
  return kuas.getImageData(0, 0, kanvas.width, kanvas.height);
}

function coba(data, pilihan) {
  try {
    return decodeQR(data, pilihan);
  } catch {
    return null;
  }
}

async function denganBawaan(sumber) {
  try {
    return (await bawaan?.detect(sumber))?.[0]?.rawValue ?? null;
  } catch {
    // Some browsers name a detector that they do not have.
    return null;
  }
}

/** A chosen file; null where nothing is read. */
export async function dariBerkas(berkas) {
  let gambar;
  try {
    gambar = await createImageBitmap(berkas);
  } catch {
    return null;
  }
  const dibaca = await denganBawaan(gambar);
  if (dibaca) return dibaca;
  const keras = { effort: Infinity, timeLimit: 4000 };
  for (const sisi of [4000, ...SISI]) {
    const teks = coba(titik(gambar, gambar.width, gambar.height, sisi), keras);
    if (teks) return teks;
  }
  return null;
}

/** One look through the camera. */
export async function dariVideo(video) {
  if (!video.videoWidth) return null;
  const dibaca = await denganBawaan(video);
  return dibaca ?? coba(titik(video, video.videoWidth, video.videoHeight, 1000));
}
