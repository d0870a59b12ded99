import type { Fault } from "./fault.ts";
import { brokerFaults } from "./faults/broker.ts";
import { databaseFaults } from "./faults/database.ts";
import { instanceFaults } from "./faults/instance.ts";
import { metaHubFaults } from "./faults/metaHub.ts";
import { repeatFaults } from "./faults/repeats.ts";

/** Everything that can be made to go wrong. */
export const faults: readonly Fault[] = [
  ...brokerFaults,
  ...databaseFaults,
  ...metaHubFaults,
  ...instanceFaults,
  ...repeatFaults,
];
