// The public keys of all villages of this server, and the worker that keeps them for a day without network.
import { cari } from "./bagian.js";

export const buku = { kunci: [], jenis: {} };

export async function ambilBuku() {
  try {
    const jawab = await fetch("/pindai/kunci.json", { credentials: "omit" });
    if (jawab.ok) Object.assign(buku, await jawab.json());
  } catch {
    // Without network and never here before: no key is known, and the page says so.
  }
}

export async function siapkan() {
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
