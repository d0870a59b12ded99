/** One thing whose card is open. */
export type Selection = { project: string } | { edge: string } | null;
