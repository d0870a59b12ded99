/** Where progress goes: a terminal is overwritten, anything else gets a line for each step. */
export type Output = { write(text: string): void; isTerminal: boolean; color: boolean };

/** What is being done, for the person who waits. */
export type Progress = {
  /** Runs one named step; several may run at once. */
  step<T>(name: string, run: () => Promise<T>): Promise<T>;
  /** One line for good. */
  say(line: string): void;
};

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const slowStepMs = 2000;

export function createProgress(output: Output): Progress {
  const running = new Set<string>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let frame = 0;
  const paint = (code: number, text: string) => (output.color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const clear = () => output.isTerminal && output.write("\r\u001b[K");
  const draw = () => {
    if (!output.isTerminal || running.size === 0) return;
    frame = (frame + 1) % frames.length;
    output.write(`\r\u001b[K${paint(36, frames[frame] ?? "")} ${[...running].join(", ")}`);
  };
  const say = (line: string) => {
    clear();
    output.write(`${line}\n`);
    draw();
  };
  const begin = (name: string) => {
    running.add(name);
    if (output.isTerminal) timer ??= setInterval(draw, 80);
    draw();
  };
  const end = (name: string, line: string) => {
    running.delete(name);
    if (running.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
    say(line);
  };
  return {
    say,
    async step(name, run) {
      const started = performance.now();
      begin(name);
      const slow = output.isTerminal ? undefined : setTimeout(() => say(`...    ${name}`), slowStepMs);
      try {
        const result = await run();
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        end(name, `${paint(32, "done")}   ${name} ${paint(2, `${seconds} s`)}`);
        return result;
      } catch (thrown) {
        end(name, `${paint(31, "failed")} ${name}`);
        throw thrown;
      } finally {
        clearTimeout(slow);
      }
    },
  };
}
