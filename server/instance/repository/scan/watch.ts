import { existsSync, type FSWatcher, watch as watchFolder } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../../platform/errors.ts";
import type { Log } from "../../../platform/log.ts";
import { gitFolder } from "../files/gitFolder.ts";
import { ignoredFolders } from "../files/walkFiles.ts";

/** Quiet time after a change before it is told, so that a checkout or a save of many files is one change. */
const quietMs = 500;

/** However busy the tree is, a change waits no longer than this. */
const longestWaitMs = 5000;

/** How often the tree is looked at regardless: where notices are lost, or cannot be had. */
const pollMs = { watching: 300_000, blind: 10_000 };

/** What changed: the tree or git's list of it, or git's tags. */
export type Change = "files" | "tags";

/**
 * Calls `onChange` soon after something in the working tree changed, or in git's index, branch and tags. Which file it
 * was is not said: the scan finds out, cheaply. Where the system cannot watch the folder (too many folders, a network
 * drive), `onChange` is called every ten seconds instead.
 */
export async function watch(options: {
  root: string;
  log: Log;
  onChange: (change: Change) => void;
}): Promise<{ stop(): void }> {
  const { root, log, onChange } = options;
  const watchers: FSWatcher[] = [];
  const told = { files: gather(() => onChange("files")), tags: gather(() => onChange("tags")) };
  const poll = (everyMs: number) => setInterval(() => onChange("files"), everyMs);
  let polling = poll(pollMs.watching);

  const goBlind = (thrown: unknown) => {
    log.warn("watch.polling", { error: messageOf(thrown) });
    for (const watcher of watchers.splice(0)) watcher.close();
    clearInterval(polling);
    polling = poll(pollMs.blind);
  };
  const add = (folder: string, recursive: boolean, change: (name: string | null) => Change | null) => {
    const watcher = watchFolder(folder, { recursive }, (_event, name) => {
      const what = change(name);
      if (what !== null) told[what].add();
    });
    watchers.push(watcher.on("error", goBlind));
  };
  try {
    add(root, true, (name) => (name === null || concernsTree(name) ? "files" : null));
    const git = await gitFolder(root);
    if (git !== null) add(git, false, changeInGit);
    const tags = git === null ? null : join(git, "refs", "tags");
    if (tags !== null && existsSync(tags)) add(tags, false, () => "tags");
  } catch (thrown) {
    goBlind(thrown);
  }
  return {
    stop() {
      clearInterval(polling);
      for (const change of Object.values(told)) change.forget();
      for (const watcher of watchers.splice(0)) watcher.close();
    },
  };
}

/** Calls `tell` once for many `add`s that follow each other closely. */
function gather(tell: () => void): { add(): void; forget(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since: number | undefined;
  return {
    add() {
      const now = performance.now();
      since ??= now;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          since = undefined;
          tell();
        },
        Math.max(0, Math.min(quietMs, since + longestWaitMs - now)),
      );
    },
    forget: () => clearTimeout(timer),
  };
}

/** Whether a path below the root can be one that the scan lists. */
const concernsTree = (path: string): boolean => !path.split(/[/\\]/).some((part) => ignoredFolders.has(part));

/** What a file in git's own folder says when it changes; locks, logs and objects say nothing. */
function changeInGit(name: string | null): Change | null {
  if (name === null || name === "index" || name === "HEAD") return "files";
  return name === "packed-refs" ? "tags" : null;
}
