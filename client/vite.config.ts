import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv, type Plugin } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Gives the one script that runs before the first paint a hashed name; Vite does so for modules only, which run too late. */
function earlyScript(path: string): Plugin {
  const source = readFileSync(`${root}${path}`, "utf8");
  const hash = createHash("sha256").update(source).digest("base64url").slice(0, 8);
  const fileName = `assets/firstPaint-${hash}.js`;
  return {
    name: "early-script",
    apply: "build",
    buildStart() {
      this.emitFile({ type: "asset", fileName, source });
    },
    transformIndexHtml: { order: "post", handler: (html) => html.replace(`/${path}`, `/${fileName}`) },
  };
}

/** The faces of the server's own pages, whose style is not built and knows no hash. Letters beyond Latin fall back. */
function plainFonts(): Plugin {
  const fonts = {
    "fonts/inter.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "fonts/mono.woff2": "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2",
  };
  return {
    name: "plain-fonts",
    apply: "build",
    buildStart() {
      for (const [fileName, path] of Object.entries(fonts)) {
        this.emitFile({ type: "asset", fileName, source: readFileSync(`${root}../node_modules/${path}`) });
      }
    },
  };
}

/**
 * The client's build. Everything it loads is under `/assets/` with a hash in its name, so that a server needs one rule for
 * files and one for pages. With hot reload, calls go to the Meta Hub at `FED_URL`.
 */
export default defineConfig(({ mode }) => {
  const target = loadEnv(mode, root, "FED_").FED_URL ?? "http://127.0.0.1:5400";
  return {
    root,
    base: "/",
    plugins: [react(), tailwindcss(), earlyScript("app/firstPaint.js"), plainFonts()],
    build: { outDir: "dist", emptyOutDir: true, manifest: true, target: "es2023", assetsInlineLimit: 0 },
    server: {
      host: "127.0.0.1",
      proxy: Object.fromEntries(
        ["/trpc", "/api", "/open", "/login"].map((path) => [path, { target, changeOrigin: true }]),
      ),
    },
  };
});
