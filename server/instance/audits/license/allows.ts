/**
 * Whether an SPDX licence expression is met by an allowlist: of `A OR B` one must be allowed, of `A AND B` both. `WITH` an
 * exception permits more, so the licence before it decides. Null when the text is no such expression, and so says nothing.
 *
 * Grammar: SPDX 2.3, annex D, without LicenseRef documents.
 */
export function allows(expression: string, allowed: ReadonlySet<string>): boolean | null {
  const words = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  if (words.length === 0 || words.length > 200) return null;
  let at = 0;
  const take = (word: string) => words[at]?.toUpperCase() === word && ++at > 0;
  const one = (): boolean | null => {
    if (take("(")) {
      const inner = any();
      return take(")") ? inner : null;
    }
    const id = words[at++];
    if (id === undefined || !/^[A-Za-z0-9][A-Za-z0-9.+-]*$/.test(id)) return null;
    if (take("WITH")) at += 1;
    return allowed.has(id.toLowerCase()) || allowed.has(id.replace(/(\+|-or-later|-only)$/, "").toLowerCase());
  };
  const joined = (next: () => boolean | null, word: string, join: (a: boolean, b: boolean) => boolean) => () => {
    let result = next();
    while (result !== null && take(word)) {
      const other = next();
      result = other === null ? null : join(result, other);
    }
    return result;
  };
  const all = joined(one, "AND", (a, b) => a && b);
  const any = joined(all, "OR", (a, b) => a || b);
  const result = any();
  return at === words.length ? result : null;
}
