// Keeps the scanner and the villages' public keys, so that letters are checked without network. Nothing else is kept.
const GUDANG = "balai-pindai-1";
const KULIT = "/pindai";
const KUNCI = "/pindai/kunci.json";

async function simpanKulit() {
  const gudang = await caches.open(GUDANG);
  const halaman = await fetch(KULIT, { credentials: "omit", cache: "no-cache" });
  if (!halaman.ok) throw new Error("no shell");
  const bagian = [...(await halaman.clone().text()).matchAll(/(?:src|href)="(\/aset\/[^"]+)"/g)].map(([, alamat]) => alamat);
  // The parts first: a shell without them would be worth nothing.
  await gudang.addAll([...new Set(bagian)]);
  await gudang.put(KULIT, halaman);
  const perlu = new Set([KULIT, KUNCI, ...bagian]);
  for (const lama of await gudang.keys()) if (!perlu.has(new URL(lama.url).pathname)) await gudang.delete(lama);
}

async function simpanKunci() {
  const jawab = await fetch(KUNCI, { credentials: "omit", cache: "no-cache" });
  if (jawab.ok) await (await caches.open(GUDANG)).put(KUNCI, jawab.clone());
  return jawab;
}

const tersimpan = async (apa) => (await caches.open(GUDANG)).match(apa);
const galat = () => Response.error();

self.addEventListener("install", (kejadian) => {
  kejadian.waitUntil(Promise.all([simpanKulit(), simpanKunci()]).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (kejadian) => kejadian.waitUntil(self.clients.claim()));

async function halaman(kejadian) {
  try {
    const jawab = await fetch(kejadian.request);
    if (new URL(kejadian.request.url).pathname === KULIT) kejadian.waitUntil(simpanKulit().catch(() => {}));
    return jawab;
  } catch {
    return (await tersimpan(KULIT)) ?? galat();
  }
}

self.addEventListener("fetch", (kejadian) => {
  const { request } = kejadian;
  const alamat = new URL(request.url);
  if (request.method !== "GET" || alamat.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    const kita = alamat.pathname === KULIT || /^\/v\/[^/]+$/.test(alamat.pathname);
    if (kita) kejadian.respondWith(halaman(kejadian));
  } else if (alamat.pathname === KUNCI) {
    kejadian.respondWith(simpanKunci().catch(async () => (await tersimpan(KUNCI)) ?? galat()));
  } else if (alamat.pathname.startsWith("/aset/")) {
    kejadian.respondWith(tersimpan(request).then((ada) => ada ?? fetch(request)));
  }
});
