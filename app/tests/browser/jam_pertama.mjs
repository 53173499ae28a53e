// The first hour of a stranger: from an empty folder to a printed letter that continues yesterday's number,
// in a browser alone.
//
//   node jam_pertama.mjs RENCANA.json
//
// The plan: { chromium, mulai, buku, lambang, pdf, gambar? }: the address with the one-time code, a workbook, an
// emblem, where to put the letter, where to put pictures. Says what stopped it, and ends 1.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const rencana = JSON.parse(readFileSync(process.argv[2], "utf8"));
const SANDI = "padi menguning di sawah";
const browser = await chromium.launch({
  executablePath: rencana.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
// As wide as a phone: what works here works at a desk.
const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "id-ID" });
const page = await context.newPage();
let langkah = 0;

async function lihat(nama) {
  langkah += 1;
  if (!rencana.gambar) return;
  mkdirSync(rencana.gambar, { recursive: true });
  await page.screenshot({ path: `${rencana.gambar}/${String(langkah).padStart(2, "0")}-${nama}.png`, fullPage: true });
}

async function tekan(nama) {
  await page.getByRole("button", { name: nama, exact: true }).first().click();
  await page.waitForLoadState("networkidle");
  const salah = await page.locator(".govuk-error-summary").allInnerTexts();
  if (salah.length) throw new Error(`"${nama}" ditolak: ${salah.join(" ")}`);
}

async function ikuti(teks) {
  await page.locator("main a", { hasText: teks }).first().click();
  await page.waitForLoadState("networkidle");
}

async function isi(kolom) {
  for (const [nama, nilai] of Object.entries(kolom)) await page.fill(`[name=${nama}]`, nilai);
}

async function perjalanan() {
  await page.goto(rencana.mulai);
  await isi({ kode: "34.02.13.2002", nama: "Sukamaju", kecamatan: "Pleret", orang: "Sri Lestari", login: "sri" });
  await isi({ sandi: SANDI, ulang: SANDI });
  await tekan("Siapkan Balai");
  const awal = page.url();
  await lihat("langkah");

  await ikuti("Nama, alamat, dan sebutan");
  await isi({ alamat: "Jalan Sukamaju Nomor 1" });
  await tekan("Simpan");

  await page.goto(awal);
  await ikuti("Kop surat");
  await page.setInputFiles("[name=logo]", rencana.lambang);
  await tekan("Simpan kop surat");
  await lihat("kop");

  await page.goto(awal);
  await ikuti("Pejabat");
  await ikuti("Pejabat baru");
  await isi({ nama: "Budi Santoso, S.IP.", sk_nomor: "12/KPTS/2024", sk_tanggal: "02-01-2024", mulai: "02-01-2024" });
  await page.selectOption("[name=jabatan]", "kepala");
  await tekan("Simpan pejabat");

  await page.goto(awal);
  await ikuti("Nomor surat");
  // Yesterday the book of this year ended at 41.
  await isi({ kode_unit: "SKM", terakhir: "41" });
  await tekan("Simpan pengaturan nomor");

  await page.goto(awal);
  await ikuti("Jenis surat");
  await page.locator("main a", { hasText: "Keterangan Domisili" }).first().click();
  await page.selectOption("[name=paraf_1]", "");
  await tekan("Simpan pengaturan");

  await page.goto(awal);
  await ikuti("Data penduduk");
  await page.setInputFiles("[name=berkas]", rencana.buku);
  await tekan("Unggah dan periksa");
  await lihat("laporan");
  await tekan("Simpan");
  await page.getByText("Data awal tersimpan").waitFor({ timeout: 60_000 });

  await page.goto(awal);
  if (!(await page.locator("main").innerText()).includes("100%")) throw new Error("masih ada langkah yang belum");
  await page.goto(awal.replace(/mulai$/, "surat/baru"));
  await isi({ cari: "siti aminah" });
  await tekan("Cari");
  await ikuti("SITI AMINAH");
  await ikuti("Keterangan Domisili");
  await isi({ i_keperluan: "melengkapi persyaratan membuka rekening bank" });
  for (const kotak of await page.locator("[name=syarat]").all()) await kotak.check();
  await lihat("surat");
  await tekan("Ajukan surat");
  await lihat("diajukan");
  const cetak = page.locator("main a", { hasText: "Unduh surat bernomor" }).first();
  const berkas = await context.request.get(new URL(await cetak.getAttribute("href"), page.url()).href);
  if (!berkas.ok()) throw new Error(`suratnya tidak dapat diunduh: ${berkas.status()}`);
  writeFileSync(rencana.pdf, await berkas.body());
}

try {
  await perjalanan();
} catch (galat) {
  console.log(`${page.url()}\n${galat}\n\n${await page.locator("main").innerText().catch(() => "")}`);
  process.exitCode = 1;
}
await browser.close();
