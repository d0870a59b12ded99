import { Notice } from "../ui/notice.tsx";
import { ShellCommand } from "../ui/shellCommand.tsx";

/** The page before its data: where things will be, so that nothing moves when they come. */
export function EcosystemSkeleton() {
  return (
    <div className="flex min-h-0 flex-1 flex-col" aria-busy="true">
      <div className="flex flex-wrap gap-2 border-b border-line bg-surface px-3 py-2">
        <div className="skeleton size-8" />
        <div className="skeleton h-8 min-w-40 flex-1 sm:max-w-72" />
        <div className="skeleton ml-auto h-8 w-40 md:w-96" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="flex w-60 shrink-0 flex-col gap-6 overflow-hidden border-r border-line bg-surface px-4 py-3.5 max-[1099px]:hidden">
          {[3, 5, 4, 3].map((lines, group) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never change
            <div key={group} className="flex flex-col gap-3">
              <div className="skeleton h-3 w-20" />
              {Array.from({ length: lines }, (_each, line) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: they never change
                <div key={line} className="skeleton h-4" />
              ))}
            </div>
          ))}
        </div>
        <div className="flex min-w-0 flex-1 flex-col">
          <p role="status" className="flex min-h-10 items-center border-b border-line px-4 text-xs text-ink-2">
            Loading the ecosystem
          </p>
          <MapSkeleton />
          <ListSkeleton />
        </div>
      </div>
    </div>
  );
}

const discs = [
  [90, 70],
  [210, 150],
  [320, 60],
  [150, 210],
  [340, 180],
] as const;

/** Where the map will be. */
export function MapSkeleton() {
  return (
    <div className="grid h-full min-h-0 flex-1 place-items-center max-md:hidden">
      <svg
        viewBox="54 24 322 222"
        className="w-[min(560px,80%)] animate-[breathe_1.6s_ease-in-out_infinite] opacity-60"
        aria-hidden="true"
      >
        <path
          d="M90 70 210 150 320 60M210 150 150 210M320 60 340 180 210 150"
          fill="none"
          stroke="var(--line-strong)"
          strokeWidth="1.5"
        />
        {discs.map(([x, y]) => (
          <g key={x}>
            {/* So that no line shows through. */}
            <circle cx={x} cy={y} r="16" fill="var(--canvas)" />
            <circle cx={x} cy={y} r="16" fill="var(--line-strong)" fillOpacity="0.6" />
          </g>
        ))}
      </svg>
    </div>
  );
}

/** As high as the rows of the list, and what they are sorted by. */
function ListSkeleton() {
  return (
    <div className="min-h-0 flex-1 overflow-hidden md:hidden" aria-hidden="true">
      <div className="flex h-11 items-center border-b border-line bg-surface px-4">
        <div className="skeleton h-6 w-44" />
      </div>
      {Array.from({ length: 5 }, (_each, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change
        <div key={row} className="flex h-[68px] items-center gap-3 border-b border-line bg-surface px-3.5">
          <div className="skeleton size-4" />
          <div className="flex flex-1 flex-col gap-2">
            <div className="skeleton h-4 w-1/3" />
            <div className="skeleton h-3 w-2/3" />
          </div>
        </div>
      ))}
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
        <div className="mt-2">
          <ShellCommand>bun start -- ../repo-a ../repo-b</ShellCommand>
        </div>
      </Notice>
    </div>
  );
}
