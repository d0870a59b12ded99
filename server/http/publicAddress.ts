/** How the hub is reached from outside, which is not always where it listens. */
export type PublicAddress = {
  /** Scheme, host and port for links that others open. */
  origin(request: Request): string;
  /** Whether browsers reach it by https, so that their cookies must not travel otherwise. */
  isSecure(request: Request): boolean;
};

/**
 * `publicUrl` decides where it is set (`FED_PUBLIC_URL`), else the address that was asked. Forwarded headers decide
 * nothing: they say whatever their sender likes.
 */
export function createPublicAddress(publicUrl: string | undefined): PublicAddress {
  const origin = (request: Request) => new URL(publicUrl ?? request.url).origin;
  return { origin, isSecure: (request) => origin(request).startsWith("https:") };
}
