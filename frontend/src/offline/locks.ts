/** Another page that is just being left may hold a lock a moment longer. */
const LEAVING_MILLIS = 200;

/** Takes the lock of that name until the function that comes back is called; null: somebody has it. */
export async function hold(name: string, waits: boolean): Promise<(() => void) | null> {
  const { promise, resolve, reject } = Promise.withResolvers<(() => void) | null>();
  const options: LockOptions = waits
    ? { signal: AbortSignal.timeout(LEAVING_MILLIS) }
    : { ifAvailable: true };
  const held = (lock: Lock | null) =>
    lock ? new Promise<void>((release) => resolve(() => release())) : resolve(null);
  navigator.locks
    .request(name, options, held)
    .catch((problem) => (isTimeout(problem) ? resolve(null) : reject(problem)));
  return promise;
}

function isTimeout(problem: unknown): boolean {
  return (
    problem instanceof DOMException && (problem.name === "TimeoutError" || problem.name === "AbortError")
  );
}
