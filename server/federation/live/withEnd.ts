/** The same stream; `end` is called when it ends, for whatever reason. */
export async function* withEnd<T>(stream: AsyncIterable<T>, end: () => void): AsyncGenerator<T> {
  try {
    yield* stream;
  } finally {
    end();
  }
}
