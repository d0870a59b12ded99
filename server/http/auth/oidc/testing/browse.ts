/** What a browser does of its own: it keeps cookies by host and port, and follows redirects. */
export type Browser = {
  /** Sends one request and follows redirects until `stop` says so, or there is none. */
  visit(address: string | URL, stop?: (location: URL) => boolean): Promise<{ answer: Response; location: URL }>;
  /** Every cookie it has for an address, as it sends them. */
  cookies(address: string | URL): string;
};

export function openBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: URL) => jars.getOrInsertComputed(url.host, () => new Map());
  const cookies: Browser["cookies"] = (address) => {
    const jar = jarOf(new URL(address));
    return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  };
  return {
    cookies,
    async visit(address, stop = () => false) {
      let location = new URL(address);
      for (let hop = 0; hop < 20; hop++) {
        const answer = await fetch(location, {
          redirect: "manual",
          headers: { accept: "text/html", cookie: cookies(location) },
        });
        for (const cookie of answer.headers.getSetCookie()) {
          const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
          if (value === "") jarOf(location).delete(name);
          else jarOf(location).set(name, value);
        }
        const next = answer.headers.get("location");
        if (next === null) return { answer, location };
        location = new URL(next, location);
        if (stop(location)) return { answer, location };
      }
      throw new Error(`too many redirects, the last to ${location.href}`);
    },
  };
}
