import { messageOf, UserError } from "../../server/platform/errors.ts";

/**
 * Runs a command to its end and sets the exit code it answers with; nothing means 0. What the caller can mend, a
 * `UserError` or a wrong flag, is told in its own words and ends with 2; anything else is shown whole.
 *
 * @param failed the exit code of what nobody expected.
 */
export async function runCommand(main: () => Promise<number> | Promise<void>, { failed = 1 } = {}): Promise<void> {
  try {
    const code = await main();
    process.exitCode = typeof code === "number" ? code : 0;
  } catch (thrown) {
    const isWrongFlag = (thrown as { code?: string }).code?.startsWith("ERR_PARSE_ARGS") === true;
    const theirs = thrown instanceof UserError || isWrongFlag;
    console.error(theirs ? messageOf(thrown) : thrown);
    process.exitCode = theirs ? 2 : failed;
  }
}
