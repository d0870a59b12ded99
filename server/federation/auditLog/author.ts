/** Who does something, from which network address, and the request it came with, as the access log names it. */
export type Author = {
  name: string;
  /** Null where the Meta Hub acts by itself. */
  address: string | null;
  requestId: string;
};
