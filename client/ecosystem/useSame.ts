import { useRef } from "react";
import { isSame } from "../graph/isSame.ts";

/** A plain value; the same object for as long as it holds the same, so that what depends on it is not rendered anew. */
export function useSame<Value>(value: Value): Value {
  const kept = useRef(value);
  if (!isSame(kept.current, value)) kept.current = value;
  return kept.current;
}
