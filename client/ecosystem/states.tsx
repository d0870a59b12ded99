import { Notice } from "../ui/notice.tsx";

/** The page before its data: where things will be. */
export function EcosystemSkeleton() {
  return (
    <div className="flex min-h-0 flex-1 flex-col" aria-busy="true">
      <span className="sr-only" role="status">
        Loading the ecosystem
      </span>
      <div className="flex gap-2 border-b border-line bg-surface px-3 py-2">
        <div className="skeleton h-8 w-72" />
        <div className="skeleton ml-auto h-8 w-64" />
      </div>
      <div className="grid min-h-0 flex-1 place-items-center">
        <svg
          viewBox="0 0 400 240"
          className="w-[min(560px,80%)] animate-[breathe_1.6s_ease-in-out_infinite]"
          aria-hidden="true"
        >
          <path
            d="M90 70 210 150 320 60M210 150 150 210M320 60 340 180 210 150"
            fill="none"
            stroke="var(--line)"
            strokeWidth="2"
          />
          {[
            [90, 70],
            [210, 150],
            [320, 60],
            [150, 210],
            [340, 180],
          ].map(([x, y]) => (
            <circle key={`${x}`} cx={x} cy={y} r="16" fill="var(--hover)" />
          ))}
        </svg>
      </div>
    </div>
  );
}

/** No project yet: how to get one. */
export function FirstRun() {
  return (
    <div className="grid min-h-0 flex-1 place-items-center">
      <Notice title="No project is known yet">
        <p>
          Projects appear here when their hub announces itself, or when they are declared in{" "}
          <code>config/projects.yaml</code>.
        </p>
        <p className="mt-3">To federate repositories of your own, stop this and run:</p>
        <pre className="mt-2 rounded border border-line bg-surface px-3 py-2 text-left text-ink">
          bun start -- ../repo-a ../repo-b
        </pre>
      </Notice>
    </div>
  );
}
