import type { ChangeNotice } from "../../contracts/changes.ts";
import type { Api } from "../app/api.ts";
import { explainFailure } from "../app/failure.ts";
import { type LiveEvent, retryDelay } from "./state.ts";

/**
 * The only subscription of the client. It reconnects until whoever looks is signed out, naming the last notice it saw, so
 * that the Meta Hub sends what was missed or says `resync`. Returns what closes it.
 */
export function openStream(
  api: Api,
  on: { notice(notice: ChangeNotice): void; state(event: LiveEvent): void },
): () => void {
  let closed = false;
  let failures = 0;
  let lastEventId: string | undefined;
  let subscription: { unsubscribe(): void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const again = () => {
    if (closed) return;
    subscription?.unsubscribe();
    on.state("dropped");
    clearTimeout(timer);
    timer = setTimeout(reopen, retryDelay(failures++));
  };

  const failed = (error: unknown) => {
    if (explainFailure(error).kind !== "signed-out") return again();
    close();
    on.state("ended");
  };

  /** A stream that is refused does not say why: an ordinary call does. */
  async function reopen() {
    const refused = await api.system.session.query().then(
      () => null,
      (error: unknown) => error,
    );
    if (closed) return;
    if (explainFailure(refused).kind === "signed-out") failed(refused);
    else open();
  }

  function open() {
    subscription = api.live.changes.subscribe(lastEventId === undefined ? {} : { lastEventId }, {
      onStarted() {
        failures = 0;
        on.state("connected");
      },
      onData({ id, data }) {
        lastEventId = id;
        on.notice(data);
      },
      onConnectionStateChange({ state, error }) {
        // The link itself reconnects after a drop; it only has to be seen.
        if (state === "connecting" && error) on.state("dropped");
      },
      onError: failed,
      onComplete: again,
    });
  }

  function close() {
    closed = true;
    clearTimeout(timer);
    subscription?.unsubscribe();
  }

  open();
  return close;
}
