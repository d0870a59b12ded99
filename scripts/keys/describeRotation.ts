import { join } from "node:path";
import { envFile } from "../../server/platform/keys/hubEnvironment.ts";
import { table } from "../cli/table.ts";
import type { MadeKeys } from "./makeKeys.ts";
import type { Retired, Rotated, Unready } from "./rotateKeys.ts";

/** Where the keys are, for a person. */
export function describeMade({ hubs, root, keyIds, brokerConfig }: MadeKeys): string {
  const rows = hubs.map(({ who, meshNs, publicKey, apiKeyFile }) => [who, meshNs ?? "", publicKey, apiKeyFile]);
  const [newest, older] = keyIds;
  const inUse = older === undefined ? newest : `${newest}, and ${older} until \`bun run mesh:keys retire\``;
  return [
    ...table([["hub", "namespace", "nkey user", "API key in"], ...rows]),
    "",
    `  root key       ${root}  (the Meta Hub's alone: never give it to an instance)`,
    `  signing key    ${inUse}`,
    `  broker config  ${brokerConfig}`,
    `  environments   ${join(envFile("", "<hub>")).replace(/^\//, "")} in the data folder: what one hub needs to run alone`,
  ].join("\n");
}

const slugsOf = ({ hubs }: MadeKeys) => hubs.flatMap(({ who }) => (who === "meta" ? [] : [who])).join(", ") || "none";

const elsewhere = (made: MadeKeys) =>
  `     A hub on another machine needs MESH_HMAC_KEY and MESH_RECEIPT_KEY out of its file there, for instance\n` +
  `     ${made.hubs.at(-1)?.envFile}.`;

/** What to do after a rotation has begun. */
export function describeRotated({ added, made }: Rotated): string {
  const old = made.keyIds[1];
  return [
    `${added} is new. ${old} is good beside it until it is retired, so nothing is refused meanwhile.`,
    "",
    "Now restart, whenever it suits each (what `bun start` runs here: stop it and start it again):",
    "  1. the Meta Hub: then it signs with both keys, and believes receipts by either",
    `  2. each project hub: ${slugsOf(made)}`,
    elsewhere(made),
    "",
    `When all of them run with it: bun run mesh:keys retire, which asks each hub first. From then on ${old} is refused.`,
  ].join("\n");
}

/** What to do after a key was retired. */
export function describeRetired({ retired, made, hubs }: Retired): string {
  const left = hubs.filter(({ knows }) => knows !== true);
  return [
    `${retired} is retired; ${made.keyIds[0]} is the only key. What runs believes ${retired} until it is restarted.`,
    "",
    "Now restart, in this order:",
    "  1. the Meta Hub: from then on receipts by the old key are refused",
    `  2. each project hub: ${slugsOf(made)}: from then on actions and grants by the old key are refused`,
    elsewhere(made),
    ...(left.length === 0
      ? []
      : [
          "",
          "Retired by force. Until they are restarted with their files, these refuse every action and grant:",
          ...left.map(({ slug, reason }) => `  ${slug} ${reason}`),
        ]),
  ].join("\n");
}

/** Why nothing was retired. */
export const describeUnready = ({ hubs }: Unready): string =>
  [
    "Nothing was changed: not every hub has proved that it has the new key.",
    ...hubs.filter(({ knows }) => knows !== true).map(({ slug, reason }) => `  ${slug} ${reason}`),
    "",
    "Restart these with their files and try again, or retire the old key all the same with --force: then they refuse",
    "every action and grant until they are restarted.",
  ].join("\n");
