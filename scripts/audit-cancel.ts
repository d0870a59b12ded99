import { parseArgs } from "node:util";
import { z } from "zod";
import { errorBody } from "../contracts/errors.ts";
import { instanceAudit } from "../contracts/instance.ts";
import { slug } from "../contracts/names.ts";
import { messageOf, UserError } from "../server/platform/errors.ts";
import { findHub, type HubConnection } from "./cli/findHub.ts";
import { plainText } from "./cli/plainText.ts";
import { runCommand } from "./cli/runCommand.ts";

const usage = `Ends an audit that waits or runs at a project's own hub. When the Meta Hub asked for it, its receipt says
failed, with the reason "cancelled".

  bun run audit:cancel --project <slug> <audit> [--json]

  <audit>    its id, as a run's page and the hub's GET /api/audits?status=running name it
  --project  whose hub
  --json     machine-readable: the audit, as GET /api/audits lists it
  --help     this text

HUB_URL and HUB_API_KEY say which hub and with which key; without them it is the one that \`bun start\` left in FED_DATA_DIR.

Exit code: 0 it is cancelled, 1 it had ended already, 2 the hub cannot be asked or the input is wrong.`;

const exit = { cancelled: 0, ended: 1, notAsked: 2 } as const;
const patienceMs = 30_000;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h" },
      json: { type: "boolean", default: false },
      project: { type: "string" },
    },
  });
  if (values.help) {
    console.log(usage);
    return exit.cancelled;
  }
  const project = slug.safeParse(values.project);
  if (!project.success) throw new UserError("Whose audit? Give --project <slug>.");
  const [id, ...more] = positionals;
  if (more.length > 0 || !z.uuid().safeParse(id).success)
    throw new UserError("Which audit? Give its id, and one only.");
  const hub = await findHub(process.env, project.data);
  const answer = await post(hub, `/api/audits/${id}/cancel`);
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const said = plainText(errorBody.safeParse(body).data?.error.message ?? `it answers ${answer.status}`);
    if (answer.status !== 409) throw new UserError(`The hub at ${hub.url} could not do it: ${said}`);
    console.error(said);
    return exit.ended;
  }
  const audit = instanceAudit.parse(body);
  console.log(values.json ? JSON.stringify(audit, null, 2) : `Audit ${audit.id} (${audit.kind}) is ${audit.status}.`);
  return audit.status === "cancelled" ? exit.cancelled : exit.ended;
}

async function post({ url, apiKey }: HubConnection, path: string): Promise<Response> {
  try {
    return await fetch(new URL(path, url), {
      method: "POST",
      headers: { "x-api-key": apiKey },
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch (thrown) {
    throw new UserError(`No hub answers at ${url}. Is it started? (${messageOf(thrown)})`);
  }
}

await runCommand(main, { failed: exit.notAsked });
