import type { Rule } from "./rule.ts";
import { actionFailed } from "./rules/actionFailed.ts";
import { blind } from "./rules/blind.ts";
import { clockSkew } from "./rules/clockSkew.ts";
import { degraded } from "./rules/degraded.ts";
import { endpointUnreachable } from "./rules/endpointUnreachable.ts";
import { flapping } from "./rules/flapping.ts";
import { offline } from "./rules/offline.ts";
import { quarantineRising } from "./rules/quarantineRising.ts";
import { securitySpike } from "./rules/securitySpike.ts";
import { signatureRefused } from "./rules/signatureRefused.ts";

/** Every rule, in the order in which alerts are raised. */
export const rules: readonly Rule[] = [
  blind,
  offline,
  securitySpike,
  degraded,
  endpointUnreachable,
  actionFailed,
  flapping,
  clockSkew,
  quarantineRising,
  signatureRefused,
];
