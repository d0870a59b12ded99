import { parseArgs } from "node:util";
import { readStartEnv } from "../server/platform/env.ts";
import { runCommand } from "./cli/runCommand.ts";
import { checkConfig } from "./config/checkConfig.ts";
import { describeChecks } from "./config/describeChecks.ts";

const usage = `Checks the configuration without starting anything.

  bun run config:check [--json]

Checks the environment, projects.yaml and policy.yaml in FED_CONFIG_DIR, and hub.yaml of each project whose root is on
this machine. What cannot be used is named by its file, its place in it, and what is expected there.

  --json   machine-readable
  --help   this text

Exit code: 0 all can be used, 2 something cannot.`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { help: { type: "boolean", short: "h" }, json: { type: "boolean" } } });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const checks = await checkConfig(process.env, readStartEnv(process.env));
  console.log(values.json ? JSON.stringify(checks, null, 2) : describeChecks(checks));
  return checks.every(({ problem }) => problem === null) ? 0 : 2;
}

await runCommand(main, { failed: 2 });
