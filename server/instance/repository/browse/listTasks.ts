import { type InstanceTasks, type InstanceTasksQuery, taskTag } from "../../../../contracts/instance.ts";
import type { InstanceContext } from "../../context.ts";

/** What comments say is still to be done, by path and line, a page at a time. */
export async function listTasks(ctx: InstanceContext, query: InstanceTasksQuery): Promise<InstanceTasks> {
  const where = {
    ...(query.tag === undefined ? {} : { tag: query.tag }),
    ...(query.path === undefined ? {} : { path: query.path }),
  };
  const [total, rows] = await Promise.all([
    ctx.db.prisma.codeTask.count({ where }),
    ctx.db.prisma.codeTask.findMany({
      where,
      orderBy: [{ path: "asc" }, { line: "asc" }, { id: "asc" }],
      skip: query.offset,
      take: query.limit,
    }),
  ]);
  const end = query.offset + rows.length;
  const tasks = rows.map(({ path, line, tag, text }) => ({ path, line, tag: taskTag.parse(tag), text }));
  return { tasks, total, next: end < total ? end : null };
}
