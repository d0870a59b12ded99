/**
 * How large a Meta Hub's process believes this machine to be, in bytes, as JavaScriptCore reads it. Its heap then grows
 * by half or a quarter between two collections instead of to twice what it was; it is no limit
 * (docs/decisions/0017-collecting-earlier.md). To be in the environment before the process begins.
 */
export const metaHubHeap = { BUN_JSC_forceRAMSize: String(128 * 1024 ** 2) };
