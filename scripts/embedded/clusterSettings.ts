/** How each PostgreSQL of this project is made, here and in `docker-compose.yml`: text sorts the same on every platform. */
export const localeArguments: readonly string[] = [
  ...["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
];

/** How many connections it takes: each Meta Hub has up to 10, each project hub 5. */
export const maxConnections = 200;
