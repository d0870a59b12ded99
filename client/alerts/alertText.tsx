import { Fragment } from "react";
import { inLocalTime } from "../app/localTime.ts";

/** What an alert says, with moments on the reader's clock and commands set apart. */
export function AlertText({ text }: { text: string }) {
  const parts = inLocalTime(text).split("`");
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
    <Fragment key={index}>{index % 2 === 1 ? <code className="rounded bg-hover px-1">{part}</code> : part}</Fragment>
  ));
}
