import { watched } from "./rules.ts";

/** What the Meta Hub watches for, for whoever sees no alert and wonders what one would be about. */
export function Watched() {
  return (
    <section aria-label="What is watched for" className="mx-auto flex w-full max-w-2xl flex-col gap-3 text-ink-2">
      <dl className="grid gap-x-6 sm:grid-cols-[auto_1fr] sm:gap-y-2">
        {watched.map(({ title, when }) => (
          <div key={title} className="contents">
            <dt className="font-medium text-ink">{title}</dt>
            <dd className="max-sm:mb-2.5">{when}</dd>
          </div>
        ))}
      </dl>
      <p>
        <code>docs/alerts.md</code> says what to do about each.
      </p>
    </section>
  );
}
