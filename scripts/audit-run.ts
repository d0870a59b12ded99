import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { AuditVerdict } from "../contracts/events.ts";
import { auditKind } from "../contracts/instance.ts";
import packageJson from "../package.json" with { type: "json" };
import { performAudit } from "../server/instance/audits/performAudit.ts";
import { toSarif } from "../server/instance/audits/toSarif.ts";
import { toText } from "../server/instance/audits/toText.ts";
import { loadHubConfig } from "../server/platform/config.ts";
import { messageOf, UserError } from "../server/platform/errors.ts";
import { runCommand } from "./cli/runCommand.ts";

const help = `Audits a working tree. Needs no hub, no database and no broker; stores nothing.

  bun run audit:run --kind <kind> [--root <path>] [--json | --sarif]

  --kind    ${auditKind.options.join(" | ")}
  --root    the working tree; the current folder when not given. Thresholds come from its hub.yaml.
  --json    the outcome as JSON
  --sarif   the outcome as SARIF 2.1.0, for code hosts and editors

Ends with 0 when nothing or only warnings were found, 1 when the audit failed, 2 on wrong input, 3 when
something could not be found out. NO_COLOR is respected.`;

const exitCodes: Record<AuditVerdict, number> = { ok: 0, warn: 0, fail: 1, inconclusive: 3 };

function readFlags(args: string[]) {
  try {
    const text = { type: "string" } as const;
    const flag = { type: "boolean", default: false } as const;
    return parseArgs({ args, options: { kind: text, root: text, json: flag, sarif: flag, help: flag } }).values;
  } catch (error) {
    throw new UserError(`${messageOf(error)}\n\n${help}`);
  }
}

async function main(args: string[]): Promise<number> {
  const flags = readFlags(args);
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const kind = auditKind.safeParse(flags.kind);
  if (!kind.success) throw new UserError(`--kind must be one of ${auditKind.options.join(", ")}.\n\n${help}`);
  const root = resolve(flags.root ?? ".");
  const isFolder = await stat(root).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new UserError(`--root: ${root} is not a folder.`);
  const cancel = new AbortController();
  process.once("SIGINT", () => cancel.abort(new UserError("Cancelled.")));
  const config = await loadHubConfig(root);
  const registry = process.env.HUB_ADVISORY_REGISTRY || undefined;
  const outcome = await performAudit({ kind: kind.data, root, config, registry, signal: cancel.signal });
  if (flags.sarif) console.log(JSON.stringify(toSarif(outcome, packageJson.version), null, 2));
  else if (flags.json) console.log(JSON.stringify(outcome, null, 2));
  else process.stdout.write(toText(outcome, { colour: process.stdout.hasColors?.() ?? false }));
  return exitCodes[outcome.status];
}

await runCommand(() => main(process.argv.slice(2)));
