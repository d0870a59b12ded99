import { Link } from "@tanstack/react-router";
import { buttonLook } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { useTitle } from "./title.ts";

/** An address that leads nowhere. */
export function MissingPage() {
  useTitle("No such page");
  return (
    <div className="flex h-full flex-col">
      <header className="border-b border-line bg-surface px-3 py-1.5">
        <Link to="/ecosystem" className="inline-flex min-h-8 items-center text-sm font-bold tracking-wide">
          VISLZR
        </Link>
      </header>
      <main className="grid flex-1 place-items-center">
        <h1 className="sr-only">No such page</h1>
        <Notice
          title="There is no such page"
          action={
            <Link to="/ecosystem" className={buttonLook("plain")}>
              To the ecosystem
            </Link>
          }
        >
          The address may be mistyped, or from another version.
        </Notice>
      </main>
    </div>
  );
}
