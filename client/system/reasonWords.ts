const kinds: Record<string, string> = { int: "a whole number", array: "a list", object: "an object" };

/** What a validator says of a field, in words. The field's name stands before. */
const sayings: readonly [RegExp, (...parts: string[]) => string][] = [
  [/^Too small: expected \w+ to be >=(\S+)$/, (least) => `must be ${least} or more`],
  [/^Too big: expected \w+ to be <=(\S+)$/, (most) => `must be ${most} or less`],
  [/^Too small: expected \w+ to have >=(\d+) (\w+)$/, (least, of) => `must have ${least} ${of} or more`],
  [/^Too big: expected \w+ to have <=(\d+) (\w+)$/, (most, of) => `must have ${most} ${of} or less`],
  [/^Invalid input: expected \w+, received undefined$/, () => "is missing"],
  [
    /^Invalid input: expected (\w+), received (\w+)$/,
    (wanted = "", came) => `must be ${kinds[wanted] ?? `a ${wanted}`}, and was ${came}`,
  ],
  [/^Invalid option: expected one of (.+)$/, (options = "") => `must be one of ${options.replaceAll("|", ", ")}`],
];

/** Why an event was refused, for people: the words of the validator rewritten where they are known, else as they came. */
export function reasonWords(reason: string): string {
  const [, field, said = ""] = /^([\w.-]+): (.+)$/s.exec(reason) ?? [];
  if (field === undefined) return reason;
  for (const [pattern, words] of sayings) {
    const match = pattern.exec(said);
    if (match) return `“${field}” ${words(...match.slice(1))}`;
  }
  return reason;
}
