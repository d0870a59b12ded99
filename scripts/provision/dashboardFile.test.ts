import { describe, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { projectRoot } from "./testing/composeFile.ts";
import { columns, dashboard, expressions, queries, targets } from "./testing/dashboard.ts";

const promtool = Bun.which("promtool");

describe("the dashboard", () => {
  test("asks the data sources that are provisioned, as the role that is made", async () => {
    const folder = join(projectRoot, "deploy/grafana/provisioning");
    const { datasources } = parse(await Bun.file(join(folder, "datasources/datasources.yaml")).text());
    const uids = datasources.map(({ uid }: { uid: string }) => uid);
    expect([...new Set(targets.map(({ datasource }) => datasource.uid))].sort()).toEqual(uids.sort());
    expect(datasources).toContainEqual(expect.objectContaining({ uid: "federation-db", user: "fed_readonly" }));
  });

  test("names only metrics that there are", async () => {
    const documented = await Bun.file(join(projectRoot, "docs/telemetry.md")).text();
    const known = new Set(documented.match(/\b(fed|hub|http|process)_[a-z_]+\b/g));
    const named = expressions.flatMap((expr) => expr.match(/\b(fed|hub|http|process)_[a-z_]+\b/g) ?? []);
    expect(named.length).toBeGreaterThan(15);
    const labels = /^(http_route)$/;
    const unknown = named.filter((one) => !known.has(one.replace(/_bucket$/, "")) && !labels.test(one));
    expect(unknown).toEqual([]);
  });

  test.skipIf(promtool === null)("asks what Prometheus understands (skipped without its promtool)", async () => {
    const folder = await mkdtemp(join(tmpdir(), "fed-promtool-"));
    const rules = expressions.map((expr, index) => ({
      record: `expression:${index}`,
      expr: expr.replaceAll("$__rate_interval", "1m"),
    }));
    const file = join(folder, "rules.yml");
    await writeFile(file, stringify({ groups: [{ name: "dashboard", rules }] }));
    const config = join(projectRoot, "deploy/prometheus/prometheus.yml");
    for (const args of [
      ["rules", file],
      ["config", "--syntax-only", config],
    ]) {
      const child = Bun.spawn([promtool ?? "", "check", ...args], { stdout: "pipe", stderr: "pipe" });
      const said = await new Response(child.stderr).text();
      expect({ code: await child.exited, said }).toEqual({ code: 0, said: "" });
    }
    await rm(folder, { recursive: true });
  });

  test("has a title, a description and a place of its own for each panel", () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const bare = panels.filter(({ type, description = "" }) => type !== "row" && description === "");
    expect(bare.map(({ title }) => title)).toEqual([]);
    const taken = new Map<string, string>();
    for (const { title, gridPos } of panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect({ title, on: taken.get(`${x} ${y}`) }).toEqual({ title, on: undefined });
          taken.set(`${x} ${y}`, title);
        }
      }
    }
    expect(queries.map(({ title }) => title).sort()).toEqual(Object.keys(columns).sort());
  });
});
