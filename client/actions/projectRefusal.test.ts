import { expect, test } from "bun:test";
import { project } from "../testing/rows.ts";
import { projectRefusal } from "./projectRefusal.ts";

test("what the allowlist names can be asked", () => {
  const allowed = project({ slug: "a", allowFanout: ["audit.security"] });
  expect(projectRefusal(allowed, "audit.security")).toBeNull();
  expect(projectRefusal(allowed, "graph.refresh")).toBe("projects.yaml does not allow graph.refresh for this project.");
});

test("a project that nobody declared can be asked nothing, whatever it says of itself", () => {
  const stranger = project({ slug: "a", origin: "discovered", allowFanout: ["audit.security"] });
  expect(projectRefusal(stranger, "audit.security")).not.toBeNull();
});
