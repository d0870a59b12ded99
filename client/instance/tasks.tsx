import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Tag } from "../ui/tag.tsx";
import { FileLink } from "./fileLink.tsx";
import { tasksQuery } from "./queries.ts";

/** What comments in the code say is still to be done. */
export function Tasks({ openFile }: { openFile(path: string): void }) {
  const pages = useInfiniteQuery(tasksQuery);
  const tasks = pages.data?.pages.flatMap((page) => page.tasks);
  const total = pages.data?.pages[0]?.total;
  return (
    <Card title="Tasks" aside={total?.toLocaleString()}>
      {pages.isPending && <div className="skeleton h-24" />}
      {pages.isError && <FailureNotice error={pages.error} retry={() => void pages.refetch()} />}
      {tasks?.length === 0 && <p className="text-ink-3">No comment speaks of anything left to do.</p>}
      <ul className="flex flex-col gap-2.5">
        {tasks?.map((task) => (
          <li key={`${task.path}:${task.line} ${task.text}`} className="grid grid-cols-[3.5rem_1fr] gap-x-2">
            <span>
              <Tag>{task.tag}</Tag>
            </span>
            <div className="flex min-w-0 flex-col items-start gap-0.5">
              <span className="wrap-anywhere">{task.text}</span>
              <FileLink path={task.path} line={task.line} open={openFile} />
            </div>
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button className="mt-3" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Card>
  );
}
