// Bundles src/ into dist/page.html: script and style inlined, their hashes in the Content-Security-Policy, a place for
// the data. Run by scripts/page; the result is committed, so that building the program needs no npm.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const bundled = await build({
  root: here("."), configFile: false, logLevel: "warn",
  build: { write: false, minify: "esbuild", target: "es2022", lib: { entry: here("src/main.js"), formats: ["iife"], name: "entente" } },
});
const style = await build({
  root: here("."), configFile: false, logLevel: "warn",
  build: { write: false, minify: "esbuild", cssMinify: "esbuild", rollupOptions: { input: here("src/style.css") } },
});
const chunk = (result, test) => [result].flat()[0].output.find(test);
const script = chunk(bundled, (file) => file.type === "chunk").code.trim().replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const css = String(chunk(style, (file) => file.fileName.endsWith(".css")).source).trim();
const hash = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
const parts = { "@SCRIPT_HASH@": hash(script), "@STYLE_HASH@": hash(css), "@STYLE@": css, "@SCRIPT@": script };
const page = readFileSync(here("src/page.html"), "utf8").replace(/@SCRIPT_HASH@|@STYLE_HASH@|@STYLE@|@SCRIPT@/g, (name) => parts[name]);
mkdirSync(here("dist"), { recursive: true });
writeFileSync(here("dist/page.html"), page);
console.log(`dist/page.html: ${page.length} bytes`);
