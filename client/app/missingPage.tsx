import { Link } from "@tanstack/react-router";
import { buttonLook } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

export function MissingPage() {
  return (
    <main className="grid h-full place-items-center">
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
  );
}
