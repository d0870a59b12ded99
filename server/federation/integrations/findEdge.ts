import { z } from "zod";
import type { EdgeRow } from "../../../contracts/graph.ts";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { loadEdgeRows } from "./edgeRows.ts";

const edgeId = z.coerce
  .number()
  .int()
  .positive()
  .max(2 ** 31 - 1);

/** One integration as it is now. Throws `not_found`. */
export async function findEdge(ctx: FederationContext, id: string): Promise<EdgeRow> {
  const parsed = edgeId.safeParse(id);
  const [edge] = parsed.success ? await loadEdgeRows(ctx, { ids: [parsed.data] }) : [];
  if (edge === undefined) throw new AppError("not_found", `There is no integration "${id}".`, { field: "id" });
  return edge;
}
