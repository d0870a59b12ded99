/** What a failed call means to the person who sees it. */
export type Failure = {
  kind: "signed-out" | "forbidden" | "missing" | "unreachable" | "broken";
  title: string;
  advice: string;
};

/**
 * Explains an error of any call. The message of the server is kept where it has one, because it says what to do;
 * an error without an answer from the server means that it could not be reached.
 */
export function explainFailure(error: unknown): Failure {
  const status = httpStatus(error);
  const message = error instanceof Error ? error.message : String(error);
  if (status === 401) {
    return {
      kind: "signed-out",
      title: "You are not signed in",
      advice:
        "Open the sign-in link that `bun start` printed in its terminal. It works once; a new start prints a new one.",
    };
  }
  if (status === 403) return { kind: "forbidden", title: "This is not allowed to you", advice: message };
  if (status === 404) return { kind: "missing", title: "There is nothing here", advice: message };
  if (status === null) {
    return {
      kind: "unreachable",
      title: "The hub does not answer",
      advice: "Check that it runs. This page tries again by itself and continues where it was.",
    };
  }
  return { kind: "broken", title: "The hub could not answer", advice: message };
}

/** The HTTP status in a tRPC error, or of a `FetchFailure`; null when there was no answer at all. */
function httpStatus(error: unknown): number | null {
  if (typeof error !== "object" || error === null) return null;
  if ("status" in error && typeof error.status === "number") return error.status;
  if (!("data" in error) || typeof error.data !== "object" || error.data === null) return null;
  return "httpStatus" in error.data && typeof error.data.httpStatus === "number" ? error.data.httpStatus : null;
}
