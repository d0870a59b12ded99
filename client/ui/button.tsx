import clsx from "clsx";
import type { ComponentProps } from "react";

const base =
  "inline-flex min-h-8 items-center justify-center gap-1.5 rounded-md px-3 font-medium whitespace-nowrap transition-colors off:cursor-not-allowed off:border-transparent off:bg-hover off:text-ink-3 off:brightness-100";

const looks = {
  primary: "bg-accent text-accent-ink hover:brightness-110",
  plain: "border border-line bg-surface text-ink hover:bg-hover",
  quiet: "text-ink-2 hover:bg-hover hover:text-ink",
} as const;

/** The class names of a button, for links that look like one. */
export function buttonLook(look: keyof typeof looks, extra?: string): string {
  return clsx(base, looks[look], extra);
}

type ButtonProps = ComponentProps<"button"> & { look?: keyof typeof looks };

export function Button({ look = "plain", className, type = "button", ...props }: ButtonProps) {
  return <button type={type} className={buttonLook(look, className)} {...props} />;
}

/** A square button with an icon; `label` is its name for everybody who does not see the icon. */
export function IconButton({ label, className, ...props }: ComponentProps<"button"> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={clsx(
        "inline-flex size-8 items-center justify-center rounded-md text-ink-2 transition-colors hover:bg-hover hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-ink [&_svg]:size-4",
        className,
      )}
      {...props}
    />
  );
}
