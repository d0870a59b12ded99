/** A piece of an expression. Words keep their case; `at` is where it begins. */
export type Token = { kind: "word" | "text" | "sign"; value: string; at: number };

const piece = /\s*(?:(?<sign>!=|>=|<=|[=<>~!(),])|"(?<text>[^"]*)"|(?<word>[^\s=<>~!(),"]+))/y;

/** Cuts an expression into words, quoted texts and signs; null with the place of what cannot be read. */
export function tokenize(source: string): { tokens: Token[] } | { wrongAt: number } {
  const tokens: Token[] = [];
  piece.lastIndex = 0;
  while (piece.lastIndex < source.trimEnd().length) {
    const before = piece.lastIndex;
    const groups = piece.exec(source)?.groups;
    if (!groups) return { wrongAt: before };
    const kind = groups.sign !== undefined ? "sign" : groups.text !== undefined ? "text" : "word";
    tokens.push({ kind, value: groups[kind] ?? "", at: before });
  }
  return { tokens };
}
