import { readFileSync } from "node:fs";

/**
 * The most memory this process has had resident so far, in MiB. Linux counts it anew for a program that was started by a
 * larger one, but `resourceUsage` there goes on with what the larger one had; it is asked elsewhere.
 */
export function peakMemoryMiB(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS / 1024;
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
  return Number(peak?.[1]) / 1024;
}
