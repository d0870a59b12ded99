import type { AlertEvent } from "../../../contracts/notifications.ts";
import { enqueueEvents } from "./enqueueEvents.ts";
import type { Round, Stage } from "./round.ts";
import { isSilenced } from "./silences.ts";

/** Something that happened to an alert and is to be told. */
type AlertNotification = { alertId: string; event: AlertEvent };

/**
 * What is to be told of a round. An alert opens when it is raised or reopened unsilenced, or when the silence over an
 * open one ends. Its end is told where its beginning was, silenced or not: whoever was called must be called off.
 */
function notificationsOf(round: Pick<Round, "raised" | "plan" | "marks" | "silences">): AlertNotification[] {
  const { raised, plan, marks, silences } = round;
  const opened = [...raised, ...plan.reopen.map(({ known, finding }) => ({ id: known.id, finding }))].flatMap(
    ({ id, finding }) => (isSilenced(finding, silences) ? [] : [id]),
  );
  const unmuted = marks.flatMap(({ known, silenced }) =>
    silenced || known.told || known.status !== "open" ? [] : [known.id],
  );
  return [
    ...[...opened, ...unmuted].map((alertId): AlertNotification => ({ alertId, event: "opened" })),
    ...plan.resolve.flatMap(({ id, told }): AlertNotification[] => (told ? [{ alertId: id, event: "resolved" }] : [])),
  ];
}

/** Puts what is to be told into the outbox, in the round's own transaction. */
export const notify: Stage = async (round) => {
  await enqueueEvents(round.client, round.policy, notificationsOf(round), round.now);
};
