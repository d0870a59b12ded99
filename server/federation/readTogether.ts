/**
 * One reading for all who ask at the same time, as every open page does when a hub comes back. Who asks while a reading is
 * under way gets the next one, which begins when that has ended: nobody is given an answer from before the question, so
 * no change that the asker was told of is missing in it. A failure goes to those who waited for it, and is not kept.
 *
 * @param read answers something that nobody alters.
 */
export function readTogether<Answer>(read: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<Answer> | null = null;
  let next: Promise<Answer> | null = null;

  const begin = (): Promise<Answer> => {
    const reading = read();
    running = reading;
    next = null;
    const end = () => {
      if (running === reading) running = null;
    };
    reading.then(end, end);
    return reading;
  };

  return () => {
    if (running === null) return begin();
    next ??= running.then(begin, begin);
    return next;
  };
}

/** The same where `read` needs a context: those wait together that have the same one. */
export function readTogetherIn<Context extends object, Answer>(
  read: (ctx: Context) => Promise<Answer>,
): (ctx: Context) => Promise<Answer> {
  const readings = new WeakMap<Context, () => Promise<Answer>>();
  return (ctx) => {
    const reading = readings.get(ctx) ?? readTogether(() => read(ctx));
    readings.set(ctx, reading);
    return reading();
  };
}
