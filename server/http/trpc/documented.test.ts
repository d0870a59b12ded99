import { expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import { role } from "../../../contracts/access.ts";
import { procedureRoles } from "./roles.ts";

test("docs/security.md says of every procedure which role it needs, as the table does", async () => {
  const text = await Bun.file(fileURLToPath(new URL("../../../docs/security.md", import.meta.url))).text();
  const documented = role.options.flatMap((needed) => {
    const row = new RegExp(`^\\| ${needed} \\| (.*) \\|$`, "m").exec(text)?.[1] ?? "";
    return [...row.matchAll(/`([\w.]+)`/g)].map(([, procedure = ""]): [string, string] => [procedure, needed]);
  });
  expect(Object.fromEntries(documented)).toEqual(procedureRoles);
  expect(documented).toHaveLength(Object.keys(procedureRoles).length);
});
