/** Whether two plain values, lists and objects hold the same. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => isSame(value, b[index]));
  }
  const [left, right] = [Object.keys(a), Object.keys(b)];
  return (
    left.length === right.length && left.every((key) => key in b && isSame(Reflect.get(a, key), Reflect.get(b, key)))
  );
}
