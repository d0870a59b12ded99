/** The http address of a host and port. An IPv6 address stands in brackets. */
export const originOf = (host: string, port: number): string =>
  `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
