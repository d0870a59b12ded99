import type { Page } from "playwright-core";

/**
 * Waits, in the page, until the map's line says that so many projects have a status, then for the frame that shows it.
 * @returns when its pixels were finished, in milliseconds since 1970. To be called before the change is sent.
 */
export function untilShown(page: Page, wanted: { status: "Online" | "Degraded"; count: number }): Promise<number> {
  return page.evaluate(async ({ status, count }) => {
    const line = new RegExp(`^${status}\\s*\\d+$`);
    const said = [...document.querySelectorAll("main span")].find((span) => line.test(span.textContent ?? ""));
    if (said === undefined) throw new Error(`the map's line does not say how many are ${status}`);
    const saysSo = () => said.textContent === `${status}${count}`;
    await new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!saysSo()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(said, { subtree: true, childList: true, characterData: true });
      if (saysSo()) resolve();
    });
    await new Promise(requestAnimationFrame);
    // A pixel can be read only when all are there.
    for (const canvas of document.querySelectorAll("canvas")) {
      const gl = canvas.getContext("webgl2");
      gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    }
    return performance.timeOrigin + performance.now();
  }, wanted);
}
