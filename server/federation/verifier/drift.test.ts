import { describe, expect, test } from "bun:test";
import type { CapabilityManifest } from "../../../contracts/capabilities.ts";
import { type DriftFacts, findDrift } from "./drift.ts";

const manifest: CapabilityManifest = {
  project: "veria",
  tools: ["vislzr", "vault"],
  endpoints: { graph: "/api/graph", task: "/api/task" },
  events: ["graph.summary.nodes"],
  version: "0.9.0",
  allowFanout: ["audit.security"],
};
const agreeing: DriftFacts = {
  slug: "veria",
  name: "Veria",
  hubUrl: "http://127.0.0.1:5401",
  allowFanout: ["audit.security"],
  announced: { version: "0.9.0", tools: ["vault", "vislzr"], capabilities: ["audit.security", "something else"] },
  manifest,
};
const codes = (facts: Partial<DriftFacts>) => findDrift({ ...agreeing, ...facts }).map(({ code }) => code);
const manifestWith = (part: Partial<CapabilityManifest>) => ({ manifest: { ...manifest, ...part } });

describe("drift", () => {
  test("is nothing where all agree, in whatever order", () => {
    expect(findDrift(agreeing)).toEqual([]);
    expect(codes({ announced: null })).toEqual([]);
  });

  test("is a version that differs from the announced one", () => {
    expect(findDrift({ ...agreeing, ...manifestWith({ version: "0.8.0" }) })).toEqual([
      { code: "version_differs", message: "Veria announces version 0.9.0, but its manifest says 0.8.0." },
    ]);
  });

  test("is a tool on one side only, either side", () => {
    expect(codes(manifestWith({ tools: ["vislzr"] }))).toEqual(["tools_differ"]);
    expect(codes(manifestWith({ tools: ["vislzr", "vault", "compliance"] }))).toEqual(["tools_differ"]);
    expect(codes(manifestWith({ tools: ["compliance"] }))).toEqual(["tools_differ", "tools_differ"]);
  });

  test("is a permission given here and not there, and the reverse", () => {
    expect(codes({ allowFanout: ["audit.security", "graph.refresh"] })).toEqual(["permission_only_here"]);
    expect(codes({ allowFanout: [] })).toEqual(["permission_only_there"]);
    const [row] = findDrift({ ...agreeing, allowFanout: ["audit.security", "graph.refresh"] });
    expect(row?.message).toContain("hub.yaml");
  });

  test("takes permissions from presence where the manifest says nothing of them, and nothing from nowhere", () => {
    const { allowFanout: _, ...silent } = manifest;
    expect(codes({ manifest: silent, allowFanout: [] })).toEqual(["permission_only_there"]);
    expect(codes({ manifest: silent, allowFanout: [], announced: null })).toEqual([]);
  });

  test("is presence and manifest that disagree on permissions", () => {
    const announced = { version: "0.9.0", tools: manifest.tools, capabilities: [] };
    expect(codes({ announced })).toEqual(["announced_permissions_differ"]);
  });

  test("is an endpoint that every hub should have and this one lacks", () => {
    expect(codes(manifestWith({ endpoints: { graph: "/api/graph" } }))).toEqual(["endpoint_missing"]);
    expect(codes(manifestWith({ endpoints: {} }))).toEqual(["endpoint_missing", "endpoint_missing"]);
  });

  test("is only the wrong project, where another one answers", () => {
    expect(codes(manifestWith({ project: "performia", version: "7", endpoints: {} }))).toEqual(["project_mismatch"]);
  });
});
