import { z } from "zod";
import { type InstanceFile, type InstanceFileCard, instanceFileCard } from "../../../../contracts/instance.ts";
import { AppError } from "../../../platform/errors.ts";
import type { InstanceContext } from "../../context.ts";

/** Of each list at most this many are answered; a file with more is generated. */
const maxEntries = 2000;

const rows = z.object({
  symbols: instanceFileCard.shape.symbols,
  tasks: instanceFileCard.shape.tasks,
  imports: z.array(z.object({ toPath: z.string() })),
  importedBy: z.array(z.object({ fromPath: z.string() })),
});

/**
 * One file with its symbols, its tasks, what it imports and what imports it.
 *
 * @throws AppError `not_found` when the latest scan knows no such file.
 */
export async function getFile(ctx: InstanceContext, { path }: { path: string }): Promise<InstanceFileCard> {
  const { prisma } = ctx.db;
  const found = await prisma.sourceFile.findUnique({
    where: { path },
    include: { _count: { select: { symbols: true, tasks: true, imports: true } } },
  });
  if (found === null) throw new AppError("not_found", `There is no file ${path} in the latest scan.`);
  const inOrder = [{ line: "asc" as const }, { id: "asc" as const }];
  const inFile = { where: { path }, orderBy: inOrder, take: maxEntries };
  const [symbols, tasks, imports, importedBy, importers] = await Promise.all([
    prisma.codeSymbol.findMany(inFile),
    prisma.codeTask.findMany(inFile),
    prisma.fileImport.findMany({ where: { fromPath: path }, orderBy: { toPath: "asc" }, take: maxEntries }),
    prisma.fileImport.findMany({ where: { toPath: path }, orderBy: { fromPath: "asc" }, take: maxEntries }),
    prisma.fileImport.count({ where: { toPath: path } }),
  ]);
  const { language, lines, skipped, _count: counts } = found;
  const lists = rows.parse({ symbols, tasks, imports, importedBy });
  const file: InstanceFile = {
    ...{ path, language, lines, skipped, size: Number(found.size) },
    ...{ symbols: counts.symbols, tasks: counts.tasks },
  };
  return {
    file,
    symbols: lists.symbols,
    tasks: lists.tasks,
    imports: lists.imports.map(({ toPath }) => toPath),
    importedBy: lists.importedBy.map(({ fromPath }) => fromPath),
    totals: { ...counts, importedBy: importers },
  };
}
