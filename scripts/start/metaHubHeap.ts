/**
 * How a Meta Hub's process collects its garbage, as JavaScriptCore reads it from the environment before anything else:
 * as on a machine of so many bytes, so that its heap grows by half or a quarter between two collections instead of to
 * twice what it was (no limit), and without running on meanwhile. docs/decisions/0017-collecting-earlier.md.
 */
export const metaHubHeap = { BUN_JSC_forceRAMSize: String(128 * 1024 ** 2), BUN_JSC_useConcurrentGC: "0" };
