/** What a failed call means to the person who sees it. */
export type Failure = {
  kind: "signed-out" | "forbidden" | "missing" | "unreachable" | "broken";
  title: string;
  advice: string;
};

/** A server that pages ask: what it is called, and what happens once it answers again. */
type Hub = { name: string; onceBack: string };

const metaHub: Hub = { name: "Meta Hub", onceBack: "This page goes on by itself as soon as there is an answer." };
const projectHub: Hub = { name: "hub of this project", onceBack: "Then try again." };

/**
 * Explains an error of any call. The message of the server is kept where it has one, because it says what to do;
 * an error without an answer from the server means that it could not be reached. `hub` is who was asked.
 */
export function explainFailure(error: unknown, hub: Hub = hubHere()): Failure {
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
      title: `The ${hub.name} does not answer`,
      advice: `Check that it runs. ${hub.onceBack}`,
    };
  }
  return { kind: "broken", title: `The ${hub.name} could not answer`, advice: message };
}

/** Who is asked: one project's own hub has a single page, all others are the Meta Hub's. */
function hubHere(): Hub {
  return globalThis.location?.pathname === "/vislzr" ? projectHub : metaHub;
}

/** The HTTP status in a tRPC error, or of a `FetchFailure`; null when there was no answer at all. */
function httpStatus(error: unknown): number | null {
  if (typeof error !== "object" || error === null) return null;
  if ("status" in error && typeof error.status === "number") return error.status;
  if (!("data" in error) || typeof error.data !== "object" || error.data === null) return null;
  return "httpStatus" in error.data && typeof error.data.httpStatus === "number" ? error.data.httpStatus : null;
}
