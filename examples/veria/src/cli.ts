import { readFileSync } from "node:fs";
import minimist from "minimist";
import type { LedgerEntry } from "../packages/contracts/index.ts";
import { largeAmount } from "./rules/largeAmount.ts";
import { examine } from "./rules/rule.ts";
import { splitPayments } from "./rules/splitPayments.ts";

const flags = minimist(process.argv.slice(2), { default: { limit: 1_000_000 } });
const [file = "data/entries.json"] = flags._;
const entries = JSON.parse(readFileSync(file, "utf8")) as LedgerEntry[];
const objections = examine(entries, [largeAmount(flags.limit), splitPayments(flags.limit)]);

for (const { entry, rule, reason } of objections) console.log(`${entry}  ${rule}: ${reason}`);
console.log(`${entries.length} entries, ${objections.length} objections`);
process.exitCode = objections.length === 0 ? 0 : 1;
