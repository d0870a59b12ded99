import type { ComponentProps } from "react";
import { Button } from "./button.tsx";

type GuardedButtonProps = Omit<ComponentProps<typeof Button>, "disabled"> & {
  /** Why it cannot be used now, in a sentence; null when it can. */
  refusal: string | null;
};

/** A button that stays in sight, and can be reached by keyboard, when it cannot be used, and says why. */
export function GuardedButton({ refusal, onClick, ...props }: GuardedButtonProps) {
  return (
    <Button
      aria-disabled={refusal !== null}
      title={refusal ?? undefined}
      aria-description={refusal ?? undefined}
      onClick={refusal === null ? onClick : undefined}
      {...props}
    />
  );
}
