import { createLog } from "../server/platform/log.ts";
import { runCommand } from "./cli/runCommand.ts";
import { describe, isRight } from "./fleet/describe.ts";
import { readOptions, usage } from "./fleet/options.ts";
import { runFleet } from "./fleet/run.ts";

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    console.log(usage);
    return 0;
  }
  // Who kills brokers need not be told that publishing is tried again.
  const log = createLog(options.brokers > 1 ? "error" : "warn", {}, (line) => process.stderr.write(`${line}\n`));
  const result = await runFleet(options, log, (line) => process.stderr.write(`${line}\n`));
  const { faults, ...asked } = options;
  console.log(
    options.json
      ? JSON.stringify({ ...asked, faults: [...faults], right: isRight(result), ...result })
      : describe(options, result),
  );
  return isRight(result) ? 0 : 1;
}

await runCommand(main);
