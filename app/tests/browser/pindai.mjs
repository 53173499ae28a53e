// A printed letter is checked by the scanner: with a line, without one, changed, and after it was revoked.
//
//   node pindai.mjs RENCANA.json
//
// The plan: { chromium, base, desa, sandi, folder, gambar? }. Needs pdftoppm and zbarimg. Says what went wrong, ends 1.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const rencana = JSON.parse(readFileSync(process.argv[2], "utf8"));
const browser = await chromium.launch({
  executablePath: rencana.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
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
      let teks = "";
      try {
        teks = execFileSync("zbarimg", ["--quiet", "--raw", png], { encoding: "utf8" }).trim();
      } catch {
        continue;
      }
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
