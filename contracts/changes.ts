import { z } from "zod";
import { runRow, targetRow } from "./actions.ts";
import { alertRow } from "./alerts.ts";
import { edgeRow } from "./graph.ts";
import { slug } from "./names.ts";
import { projectRow } from "./projects.ts";

/**
 * What changed, sent to every open client. It carries the new rows themselves, so that a client patches what it has and
 * asks nothing. `resync` says that notices were missed: the client asks for everything once.
 */
export const changeNotice = z.discriminatedUnion("type", [
  z.object({ type: z.literal("projects"), projects: z.array(projectRow), removed: z.array(slug) }),
  z.object({ type: z.literal("edges"), edges: z.array(edgeRow), removed: z.array(z.string()) }),
  z.object({ type: z.literal("alerts"), alerts: z.array(alertRow) }),
  /** A run of an action, and those of its targets that changed. */
  z.object({ type: z.literal("run"), run: runRow, targets: z.array(targetRow) }),
  z.object({ type: z.literal("resync") }),
]);
export type ChangeNotice = z.infer<typeof changeNotice>;
