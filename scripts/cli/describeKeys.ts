import type { ApiKeyRow, CreatedApiKey } from "../../contracts/access.ts";
import { paint } from "./paint.ts";
import { table } from "./table.ts";

const day = (time: string | null, never: string) => (time === null ? never : time.slice(0, 16).replace("T", " "));

function stateOf({ active, revokedAt, expiresAt }: ApiKeyRow): string {
  if (revokedAt !== null) return paint("bad", `revoked ${day(revokedAt, "")}`);
  if (!active) return paint("warning", `expired ${day(expiresAt, "")}`);
  return paint("good", expiresAt === null ? "until revoked" : `until ${day(expiresAt, "")}`);
}

/** Keys as a table for people; times are UTC. */
export function describeKeys(keys: readonly ApiKeyRow[]): string {
  if (keys.length === 0) return "There are no keys.";
  const headings = ["name", "role", "valid", "last used", "made", "by", "id"].map((word) => paint("quiet", word));
  const rows = keys.map((key) => [
    paint("strong", key.name),
    key.role,
    stateOf(key),
    day(key.lastUsedAt, "never"),
    day(key.createdAt, ""),
    key.createdBy ?? "the hub itself",
    key.id,
  ]);
  return table([headings, ...rows]).join("\n");
}

/** A new key, with what to do with it. */
export const describeNewKey = ({ name, role, key, expiresAt, id }: CreatedApiKey, url: string): string =>
  [
    paint("strong", key),
    "",
    `This is ${name}'s key, role ${role}, valid until ${expiresAt === null ? "it is revoked" : day(expiresAt, "")}. It is shown only now.`,
    `  use it:    FED_URL=${url} FED_API_KEY=<key>, or the header X-API-Key`,
    `  revoke it: bun run fed:keys revoke ${id}`,
  ].join("\n");
