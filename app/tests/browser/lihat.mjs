// Opens pages in a real browser at 1280 and 360 px, lets axe judge each, and keeps a picture where asked.
//
//   node lihat.mjs RENCANA.json
//
// The plan: { chromium, base, out?, sandi, kunjungan: [{ nama, path, sebagai? }] }. Prints one JSON line per
// finding and ends 1 when there is any.
import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rencana = JSON.parse(readFileSync(process.argv[2], "utf8"));
const WIDTHS = [1280, 360];
let findings = 0;

function report(finding) {
  findings += 1;
  console.log(JSON.stringify(finding));
}

const browser = await chromium.launch({
  executablePath: rencana.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic"],
});

/** One signed-in context per login, so that each signs in once. */
const contexts = new Map();
async function contextOf(login) {
  if (contexts.has(login ?? "")) return contexts.get(login ?? "");
  // axe is put in by evaluate, which the site's own CSP would refuse; nothing else is relaxed.
  const context = await browser.newContext({ bypassCSP: true, locale: "id-ID", timezoneId: "Asia/Jakarta" });
  if (login) {
    const page = await context.newPage();
    await page.goto(`${rencana.base}/masuk`);
    await page.fill("[name=login]", login);
    await page.fill("[name=sandi]", rencana.sandi);
    await Promise.all([page.waitForNavigation(), page.press("[name=sandi]", "Enter")]);
    if (await page.locator("[name=kode]").count()) {
      // An example world shows the code that the phone would show.
      const code = (await page.locator("main").innerText()).match(/\b\d{3}\s?\d{3}\b/)?.[0] ?? "";
      await page.fill("[name=kode]", code);
      await Promise.all([page.waitForNavigation(), page.press("[name=kode]", "Enter")]);
    }
    if (page.url().includes("/masuk")) report({ halaman: "masuk", login, apa: "tidak dapat masuk" });
    await page.close();
  }
  contexts.set(login ?? "", context);
  return context;
}

async function judge(page, kunjungan, width) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  for (const v of violations) {
    report({ halaman: kunjungan.nama, lebar: width, aturan: v.id, bantuan: v.help, di: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)) });
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 1) report({ halaman: kunjungan.nama, lebar: width, aturan: "melebar", bantuan: `isi ${wide} px lebih lebar dari layar` });
}

async function visit(kunjungan) {
  const page = await (await contextOf(kunjungan.sebagai)).newPage();
  page.on("pageerror", (error) => report({ halaman: kunjungan.nama, aturan: "skrip", bantuan: String(error) }));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width > 600 ? 900 : 740 });
    let path = kunjungan.path;
    const answer = await page.goto(rencana.base + path, { waitUntil: "networkidle" });
    if (kunjungan.ikuti) {
      // Follow the first link that matches, step by step: pages whose address carries an id.
      for (const langkah of [kunjungan.ikuti].flat()) {
        const href = await page.locator(langkah).first().getAttribute("href");
        await page.goto(new URL(href, page.url()).href, { waitUntil: "networkidle" });
      }
    } else if (answer.status() !== (kunjungan.status ?? 200)) {
      report({ halaman: kunjungan.nama, aturan: "status", bantuan: `${path} menjawab ${answer.status()}` });
    }
    await judge(page, kunjungan, width);
    if (rencana.out) {
      mkdirSync(rencana.out, { recursive: true });
      await page.screenshot({ path: `${rencana.out}/${kunjungan.nama}-${width}.png`, fullPage: true });
    }
  }
  await page.close();
}

for (const kunjungan of rencana.kunjungan) {
  try {
    await visit(kunjungan);
  } catch (error) {
    report({ halaman: kunjungan.nama, aturan: "gagal", bantuan: String(error).slice(0, 400) });
  }
}
await browser.close();
process.exit(findings ? 1 : 0);
