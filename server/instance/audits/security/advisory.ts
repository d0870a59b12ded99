import { z } from "zod";
import type { Ecosystem } from "../lockfiles/locked.ts";

/** A known vulnerability of the versions of one package that are in `vulnerable`, a range as npm writes it. */
export type Advisory = {
  id: string;
  ecosystem: Ecosystem;
  package: string;
  vulnerable: string;
  severity: "critical" | "high" | "moderate" | "low";
  title: string;
};

const severity = z
  .enum(["critical", "high", "moderate", "medium", "low", "info"])
  .transform((word) => (word === "medium" ? "moderate" : word === "info" ? "low" : word));

const text = z.string().max(2000);

/** What the registry's bulk endpoint answers: advisories by package. Unknown fields are ignored. */
export const bulkAnswer = z.record(
  z.string().max(300),
  z.array(
    z.object({
      id: z.union([z.number(), text]),
      url: text.optional(),
      title: text,
      severity,
      vulnerable_versions: text,
    }),
  ),
);

/** The advisories in an answer. The id is GitHub's where the address has one, because people search for that. */
export function fromBulk(answer: z.infer<typeof bulkAnswer>): Advisory[] {
  return Object.entries(answer).flatMap(([name, entries]) =>
    entries.map((entry) => ({
      id: /GHSA(-\w{4}){3}/.exec(entry.url ?? "")?.[0] ?? String(entry.id),
      ecosystem: "npm" as const,
      package: name,
      vulnerable: entry.vulnerable_versions,
      severity: entry.severity,
      title: entry.title,
    })),
  );
}

const ecosystem = z.enum(["npm", "pypi", "go", "cargo"]);

/** An advisory file of our own format. `ecosystems` are those it speaks for, so that silence about one is not praise. */
export const ownFile = z.object({
  asOf: z.iso.date().optional(),
  ecosystems: z.array(ecosystem).min(1).default(["npm"]),
  advisories: z.array(
    z.object({
      id: text,
      ecosystem: ecosystem.default("npm"),
      package: text,
      vulnerable: text,
      severity,
      title: text,
    }),
  ),
});
