import { describe, expect, test } from "bun:test";
import { checkBoundaries, violationsOf } from "./checkBoundaries.ts";
import { readSource } from "./readSource.ts";

/** [path, source text, a part of the message] */
const refused: [string, string, string][] = [
  ["server/federation/catalog/x.ts", `import { meta } from "../../http/meta.ts";`, "server/http/meta.ts"],
  ["server/instance/audits/x.ts", `export * from "../../http/rest/fed.ts";`, "server/http/rest/fed.ts"],
  ["server/mesh/x.ts", `type A = import("../http/meta.ts").App;`, "server/http/meta.ts"],
  ["server/platform/x.ts", `const later = await import("../http/meta.ts");`, "server/http/meta.ts"],
  ["server/federation/x.ts", `import type { Run } from "../instance/audits/run.ts";`, "server/instance/audits/run.ts"],
  ["server/instance/x.ts", `import { go } from "../federation/workers.ts";`, "server/federation/workers.ts"],
  ["contracts/x.ts", `import { readFile } from "node:fs/promises";`, "node:fs"],
  ["contracts/x.ts", `import type { Row } from "../server/platform/db.ts";`, "server/platform/db.ts"],
  ["contracts/client.ts", `import { appRouter } from "../server/http/trpc/root.ts";`, "server/http/trpc/root.ts"],
  ["contracts/client.ts", `import type { Db } from "../server/platform/db.ts";`, "server/platform/db.ts"],
  ["client/app/x.tsx", `import type { Db } from "../../server/platform/db.ts";`, "server/platform/db.ts"],
  ["server/http/x.ts", `import { eventually } from "../../scripts/testing/eventually.ts";`, "scripts/testing"],
  ["server/mesh/x.ts", `import { restartableNats } from "./testing/restartableNats.ts";`, "server/mesh/testing"],
  ["server/http/x.ts", `const key = process.env.SECRET;`, "reads the environment"],
  ["server/http/x.ts", `const { SECRET } = Bun.env;`, "reads the environment"],
  ["client/app/x.ts", `const key = process["env"].SECRET;`, "reads the environment"],
];

const allowed: [string, string][] = [
  ["server/http/x.ts", `import { listProjects } from "../federation/catalog/listProjects.ts";`],
  ["server/metaHub.ts", `import { createMetaApp } from "./http/meta.ts";`],
  ["contracts/x.ts", `import { z } from "zod"; import { slug } from "./names.ts";`],
  ["contracts/x.test.ts", `import { expect, test } from "bun:test"; import fc from "fast-check";`],
  ["contracts/client.ts", `import type { AppRouter } from "../server/http/trpc/root.ts";`],
  ["contracts/client.ts", `import { createTRPCClient } from "@trpc/client";`],
  ["client/app/x.tsx", `import type { AppRouter } from "../../contracts/client.ts";`],
  ["server/mesh/x.test.ts", `import { startTestNats } from "../../scripts/testing/nats.ts";`],
  ["server/mesh/testing/x.ts", `import { startTestNats } from "../../../scripts/testing/nats.ts";`],
  ["server/platform/env.ts", `export const level = process.env.LOG_LEVEL;`],
  ["scripts/start.ts", `const { NO_COLOR } = Bun.env;`],
  [
    "server/http/x.ts",
    `// import { x } from "../../scripts/x.ts" and process.env in a comment\nconst text = "process.env";`,
  ],
];

describe("refuses", () => {
  test.each(refused)("%s: %s", (path, text, part) => {
    expect(violationsOf(path, readSource(path, text))).toEqual([expect.stringContaining(part)]);
  });
});

describe("allows", () => {
  test.each(allowed)("%s: %s", (path, text) => {
    expect(violationsOf(path, readSource(path, text))).toEqual([]);
  });
});

test("names the line", () => {
  const source = readSource("client/x.ts", `\n\nimport "../server/main.ts";`);
  expect(violationsOf("client/x.ts", source)[0]).toStartWith("client/x.ts:3: imports");
});

test("the project keeps its own rules", async () => {
  expect(await checkBoundaries()).toEqual([]);
});
