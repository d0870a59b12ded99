import clsx from "clsx";
import { type ReactNode, useId } from "react";

type TitledRegionProps = {
  title: ReactNode;
  aside?: ReactNode;
  heading: "h2" | "h3";
  className: string;
  headClassName?: string;
  children: ReactNode;
};

/** A part of a page that carries its title, so that it can be found by it. */
export function TitledRegion({
  title,
  aside,
  heading: Heading,
  className,
  headClassName,
  children,
}: TitledRegionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <div className={clsx("flex flex-wrap items-baseline justify-between gap-2", headClassName)}>
        <Heading id={id} className="text-sm font-semibold">
          {title}
        </Heading>
        {aside && <span className="text-xs text-ink-3">{aside}</span>}
      </div>
      {children}
    </section>
  );
}
