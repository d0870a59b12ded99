/** Something the palette can do. `words` are found too, but not shown. */
export type Command = { id: string; title: string; group: string; words?: string; run(): void };

/**
 * The commands that fit what was typed, best first: titles that begin with it, then titles with a word that begins with
 * it, then any that contain it. With nothing typed, all in their order.
 */
export function findCommands(commands: readonly Command[], typed: string, limit = 30): Command[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return commands.slice(0, limit);
  return commands
    .map((command) => ({ command, score: scoreOf(command, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ command }) => command);
}

function scoreOf({ title, words = "" }: Command, wanted: string): number {
  const name = title.toLowerCase();
  if (name.startsWith(wanted)) return 3;
  if (name.split(/[\s-]+/).some((word) => word.startsWith(wanted))) return 2;
  return `${name} ${words.toLowerCase()}`.includes(wanted) ? 1 : 0;
}
