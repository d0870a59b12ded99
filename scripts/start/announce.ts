import { relative } from "node:path";
import type { ProjectDeclaration } from "../../contracts/config.ts";
import { table } from "../cli/table.ts";
import type { StartContext } from "./servers.ts";
import type { Readiness } from "./waitReady.ts";

/** What a running federation tells the person who started it. */
export type Announcement = {
  metaUrl: string;
  link: string;
  hubs: { declaration: ProjectDeclaration; root: string; readiness: Readiness }[];
  /** Declared projects whose hubs run elsewhere. */
  elsewhere: ProjectDeclaration[];
  seconds: number;
};

/** Prints the table of addresses, where things are, and the link. */
export function announce({ dataDir, progress }: StartContext, told: Announcement): void {
  const rows = [
    ["Meta Hub", `${told.metaUrl}/ecosystem`, "ready", ""],
    ...told.hubs.map(({ declaration, root, readiness }) => [
      declaration.name,
      declaration.hubUrl,
      readiness.ready ? "ready" : `not ready: ${readiness.reason}`,
      shown(root),
    ]),
    ...told.elsewhere.map(({ name, hubUrl }) => [name, hubUrl, "not started here: it has no root", ""]),
  ];
  const folder = shown(dataDir);
  progress.say(
    [
      "",
      ...table(rows),
      "",
      `  logs   ${folder}/logs`,
      `  keys   ${folder}/keys (admin.key, and each hub's <slug>.key)`,
      "",
      "  Open VISLZR with this link; it works once:",
      `  ${told.link}`,
      "",
      `  Ready in ${told.seconds.toFixed(1)} s. Ctrl-C stops everything.`,
    ].join("\n"),
  );
}

/** A path as the person would type it here, when that is shorter. */
function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near !== "" && near.length < path.length ? near : path;
}
