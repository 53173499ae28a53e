// A printed letter is checked by the scanner: from a picture and before a camera, with a line, without one, changed, and after it was revoked.
//
//   node pindai.mjs RENCANA.json
//
// The plan: { chromium, base, desa, sandi, folder, gambar? }. Needs pdftoppm and zbarimg. Says what went wrong, ends 1.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const rencana = JSON.parse(readFileSync(process.argv[2], "utf8"));
const ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: rencana.chromium, args: ARGS });
const pilihan = { viewport: { width: 360, height: 740 }, locale: "id-ID", timezoneId: "Asia/Jakarta" };
const kantor = await browser.newContext(pilihan);
const warga = await browser.newContext(pilihan);

function harus(benar, kalimat) {
  if (!benar) throw new Error(kalimat);
}

async function lihat(page, nama) {
  if (!rencana.gambar) return;
  mkdirSync(rencana.gambar, { recursive: true });
  await page.screenshot({ path: join(rencana.gambar, `pindai-${nama}.png`), fullPage: true });
}

async function masuk(login) {
  const page = await kantor.newPage();
  await page.goto(`${rencana.base}/masuk`);
  await page.fill("[name=login]", login);
  await page.fill("[name=sandi]", rencana.sandi);
  await Promise.all([page.waitForNavigation(), page.press("[name=sandi]", "Enter")]);
  return page;
}

/** An issued letter of the example: its address, the picture of its first page, what its code says. */
async function surat(page) {
  await page.goto(`${rencana.base}/${rencana.desa}/surat?keadaan=terbit`, { waitUntil: "networkidle" });
  const tautan = await page.locator("#hasil tbody a, main tbody a").evaluateAll((semua) => semua.map((a) => a.href));
  for (const alamat of new Set(tautan.filter((href) => /\/surat\/[0-9a-f-]{36}$/.test(href)))) {
    const naskah = await kantor.request.get(`${alamat}/cetak`);
    const terbitan = await kantor.request.get(`${alamat}/terbitan`);
    for (const jawab of [terbitan, naskah]) {
      if (!jawab.ok() || !String(jawab.headers()["content-type"]).includes("pdf")) continue;
      const pdf = join(rencana.folder, "surat.pdf");
      writeFileSync(pdf, await jawab.body());
      execFileSync("pdftoppm", ["-r", "300", "-png", "-singlefile", "-f", "1", "-l", "1", pdf, join(rencana.folder, "surat")]);
      const png = join(rencana.folder, "surat.png");
      const teks = baca(png);
      if (teks.includes("#")) return { alamat, png, teks };
    }
  }
  throw new Error("no issued letter of the example has a code with a statement");
}

async function hasil(page, harap) {
  const kotak = page.locator(`[data-hasil="${harap}"]`);
  await kotak.waitFor({ timeout: 15_000 }).catch(() => {});
  const kini = await page.locator("section[data-hasil]").getAttribute("data-hasil");
  harus(kini === harap, `the scanner says ${kini} where it should say ${harap}`);
}

async function keadaan(page, harap) {
  const kotak = page.locator(`[data-keadaan="${harap}"]`);
  await kotak.waitFor({ timeout: 15_000 }).catch(() => {});
  const kini = await page.locator("div[data-keadaan]").getAttribute("data-keadaan");
  harus(kini === harap, `the scanner says the letter is ${kini} where it should say ${harap}`);
}

async function ketik(page, teks) {
  await page.fill("#teks", teks);
  await page.click("[data-ketik]");
}

/** Luminance of a PGM file (P5, 8 bits), with its width and height. */
function terang(berkas) {
  const isi = readFileSync(berkas);
  const kepala = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(isi.subarray(0, 64).toString("latin1"));
  return { lebar: Number(kepala[1]), tinggi: Number(kepala[2]), titik: isi.subarray(kepala[0].length) };
}

/** Part of a page as a camera sees it; beyond the paper lies a grey table. */
function potong({ lebar, tinggi, titik }, [kiri, atas], [w, h]) {
  const isi = Buffer.alloc(w * h, 120);
  for (let y = 0; y < h && atas + y < tinggi; y++) {
    const awal = (atas + y) * lebar + kiri;
    titik.copy(isi, y * w, awal, awal + Math.min(w, lebar - kiri));
  }
  return isi;
}

/** What zbarimg reads in a picture; nothing where it reads nothing. */
function baca(png) {
  try {
    return execFileSync("zbarimg", ["--quiet", "--raw", png], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
}

/** A film as a camera sees it: a bare table for a second, then the part of the printed page with the code. */
function film(pdf) {
  const dasar = join(rencana.folder, "surat-abu");
  execFileSync("pdftoppm", ["-r", "300", "-gray", "-singlefile", "-f", "1", "-l", "1", pdf, dasar]);
  const halaman = terang(`${dasar}.pgm`);
  const ukuran = [1280, 960];
  const tepi = [];
  for (let atas = 0; atas < halaman.tinggi; atas += 480) {
    for (let kiri = 0; kiri < halaman.lebar; kiri += 600) tepi.push([kiri, atas]);
  }
  const coba = join(rencana.folder, "coba.pgm");
  const kertas = tepi.map((satu) => potong(halaman, satu, ukuran)).find((isi) => {
    writeFileSync(coba, Buffer.concat([Buffer.from(`P5\n${ukuran.join(" ")}\n255\n`), isi]));
    return baca(coba) !== "";
  });
  harus(kertas, "no part of the page shows the code");
  const meja = Buffer.alloc(kertas.length, 120);
  const warna = Buffer.alloc(kertas.length / 2, 128);
  const semua = [...Array(5).fill(meja), ...Array(15).fill(kertas)].flatMap((isi) => [Buffer.from("FRAME\n"), isi, warna]);
  const berkas = join(rencana.folder, "kamera.y4m");
  const kepala = Buffer.from(`YUV4MPEG2 W${ukuran[0]} H${ukuran[1]} F5:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(berkas, Buffer.concat([kepala, ...semua]));
  return berkas;
}

/** The phone is held over the paper; before that, somebody said no to the camera. */
async function kamera() {
  const mata = await chromium.launch({
    executablePath: rencana.chromium,
    args: [...ARGS, "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film(join(rencana.folder, "surat.pdf"))}`],
  });
  try {
    const ponsel = await mata.newContext(pilihan);
    const page = await ponsel.newPage();
    await page.goto(`${rencana.base}/pindai`);
    await page.getByText("Siap dipakai tanpa internet").waitFor({ timeout: 20_000 });
    await page.click("[data-kamera]");
    await page.getByText("Kamera tidak dapat dibuka").waitFor({ timeout: 10_000 });
    await ponsel.grantPermissions(["camera"], { origin: rencana.base });
    await ponsel.setOffline(true);
    await page.click("[data-kamera]");
    await page.getByRole("button", { name: "Matikan kamera" }).waitFor();
    harus(await page.locator("[data-video]").isVisible(), "the picture of the camera is not seen");
    await hasil(page, "asli");
    harus(!(await page.locator("[data-video]").isVisible()), "the camera goes on after the code was read");
    await lihat(page, "kamera");
    await page.click("[data-kamera]");
    await page.click("[data-henti]");
    harus(await page.getByRole("button", { name: "Nyalakan kamera" }).isVisible(), "the camera is not switched off");
  } finally {
    await mata.close();
  }
}

async function perjalanan() {
  const meja = await masuk("carik");
  const { alamat, png, teks } = await surat(meja);
  const page = await warga.newPage();
  page.on("pageerror", (galat) => { throw new Error(`a script failed: ${galat}`); });
  await page.goto(`${rencana.base}/pindai`);
  await page.getByText("Siap dipakai tanpa internet").waitFor({ timeout: 20_000 });
  harus(!(await page.getByRole("button", { name: "Matikan kamera" }).isVisible()), "what is hidden is seen");
  await lihat(page, "siap");
  await page.setInputFiles("#foto", png);
  await hasil(page, "asli");
  await keadaan(page, "berlaku");
  await lihat(page, "asli");

  await kamera();

  await warga.setOffline(true);
  await page.reload();
  await page.getByText("Siap dipakai tanpa internet").waitFor({ timeout: 20_000 });
  const putus = await page.evaluate(() => fetch("/masuk").then(() => false, () => true));
  harus(putus, "the browser still reaches the server");
  await page.setInputFiles("#foto", png);
  await hasil(page, "asli");
  await keadaan(page, "bisu");
  await lihat(page, "tanpa-internet");

  // The last letters belong to the signature; "A" and "B" differ in bits that are all used.
  const at = teks.length - 20;
  await ketik(page, teks.slice(0, at) + (teks[at] === "A" ? "B" : "A") + teks.slice(at + 1));
  await hasil(page, "berubah");
  await lihat(page, "berubah");
  // The fifth letter of a statement belongs to the name of its key.
  const nama = teks.indexOf("#") + 5;
  await ketik(page, teks.slice(0, nama) + (teks[nama] === "A" ? "B" : "A") + teks.slice(nama + 1));
  await hasil(page, "asing");
  await ketik(page, teks);
  await hasil(page, "asli");
  const terbatas = !(await page.locator("[data-rincian]").innerText()).includes("Tidak dibatasi");
  await page.clock.setFixedTime(new Date("2060-01-01T00:00:00Z"));
  await ketik(page, teks);
  await hasil(page, terbatas ? "habis" : "asli");
  await page.clock.setFixedTime(new Date());
  await ketik(page, "javascript:alert(1)//<img src=x onerror=alert(1)>");
  await hasil(page, "bukan");
  harus((await page.locator("section[data-hasil] img").count()) === 0, "what a code holds became part of the page");
  harus((await page.locator("section[data-hasil] dd").innerText()).includes("<img src=x"), "the text is shown");

  // The phone's own camera opens the address; without a line the kept page stands in.
  await page.goto(teks.replace(/^https?:\/\/[^/]+/, rencana.base));
  await hasil(page, "asli");
  await keadaan(page, "bisu");

  await meja.goto(`${alamat}/pencabutan`);
  await meja.fill("[name=alasan]", "Salah orang");
  await Promise.all([meja.waitForNavigation(), meja.locator("main form button").last().click()]);
  await warga.setOffline(false);
  await page.goto(`${rencana.base}/pindai`);
  await ketik(page, teks);
  await hasil(page, "asli");
  await keadaan(page, "dicabut");
  harus((await page.locator("[data-judul]").innerText()).includes("TIDAK BERLAKU"), "a revoked letter is shown in green");
  await lihat(page, "dicabut");
}

let gagal = 0;
try {
  await perjalanan();
} catch (galat) {
  gagal = 1;
  console.log(String(galat?.stack ?? galat).slice(0, 1500));
}
await browser.close();
process.exit(gagal);
