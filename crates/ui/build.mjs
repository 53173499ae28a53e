// Makes dist/ from scss/, js/ and icons/: minified, named by content, and compressed ahead of time,
// so that serving a file is a lookup. Called by bin/assets.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const dist = join(here, "dist");

function css() {
  return sass.compile(join(here, "scss/app.scss"), {
    style: "compressed",
    importers: [new sass.NodePackageImporter(root)],
    quietDeps: true,
  }).css;
}

function js(entry, format = "esm") {
  const built = esbuild.buildSync({
    entryPoints: [join(here, "js", entry)],
    bundle: true,
    minify: true,
    write: false,
    format,
    target: ["es2020"],
    charset: "utf8",
    logLevel: "warning",
  });
  return built.outputFiles[0].text;
}

const files = [
  ["app.css", "text/css; charset=utf-8", css()],
  ["app.js", "text/javascript; charset=utf-8", js("app.js")],
  // Only on the page that scans letters, and the worker that keeps it.
  ["pindai.js", "text/javascript; charset=utf-8", js("pindai/index.js")],
  ["pekerja.js", "text/javascript; charset=utf-8", js("pekerja.js", "iife")],
  ["balai.svg", "image/svg+xml", readFileSync(join(here, "icons/balai.svg"), "utf8")],
];

// Built aside and moved in one step: a cargo build beside us never sees half of it.
const aside = mkdtempSync(join(root, "node_modules/.balai-dist-"));
const manifest = files.map(([name, type, text]) => {
  const bytes = Buffer.from(text);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const file = name.replace(".", `.${hash}.`);
  const gz = gzipSync(bytes, { level: 9 });
  const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(join(aside, file), bytes);
  writeFileSync(join(aside, `${file}.gz`), gz);
  writeFileSync(join(aside, `${file}.br`), br);
  console.log(`  ${name.padEnd(10)} ${bytes.length} bytes, gzip ${gz.length}, brotli ${br.length}`);
  return [name, file, type].join("\t");
});
writeFileSync(join(aside, "manifest.tsv"), `${manifest.join("\n")}\n`);
rmSync(dist, { recursive: true, force: true });
renameSync(aside, dist);
