import { type AuditLogQuery, type AuditLogRow, auditLogQuery } from "../../contracts/actions.ts";
import { UserError } from "../../server/platform/errors.ts";
import type { MetaHubConnection } from "../cli/metaHub.ts";
import { paint } from "../cli/paint.ts";
import { plainText } from "../cli/plainText.ts";
import { table } from "../cli/table.ts";

/** Which entries: `--subject`, and those before the entry `--before`, at most `--limit`; as typed. */
export type AuditLogFlags = { subject?: string | undefined; before?: string | undefined; limit?: string | undefined };

/** Prints one page of the audit log, newest first. @throws UserError for a flag that is wrong. */
export async function showAuditLog(hub: MetaHubConnection, flags: AuditLogFlags, json: boolean): Promise<void> {
  const query = parseFlags(flags);
  const entries = await hub.ask((client) => client.actions.log.query(query));
  console.log(json ? JSON.stringify(entries, null, 2) : describe(entries, query.limit));
}

function parseFlags({ subject, before, limit }: AuditLogFlags) {
  const asked: Record<keyof AuditLogQuery, unknown> = {
    subject,
    before: before === undefined ? undefined : Number(before),
    limit: limit === undefined ? undefined : Number(limit),
  };
  const parsed = auditLogQuery.safeParse(asked);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(`--${issue?.path.join(".")} is wrong: ${issue?.message}`);
}

function describe(entries: readonly AuditLogRow[], limit: number): string {
  if (entries.length === 0) return "There is no such entry.";
  const headings = ["entry", "at", "who", "from", "what", "to", "details"];
  const rows = entries.map(({ id, at, actor, address, verb, subject, details }) => [
    ...[String(id), at, plainText(actor), plainText(address ?? "itself")],
    ...[verb, plainText(subject), paint("quiet", plainText(JSON.stringify(details)))],
  ]);
  const last = entries.at(-1)?.id ?? 1;
  const older = entries.length < limit || last === 1 ? [] : ["", `  Older entries: --before ${last}`];
  return [...table([headings.map((heading) => paint("quiet", heading)), ...rows]), ...older].join("\n");
}
