const WORKER = "/service-worker.js";

/** The browser asks the service this often at most whether there is a newer page. */
const CHECK_MILLIS_MIN = 60_000;

let registration: ServiceWorkerRegistration | null = null;
let checkedAt = 0;

/**
 * Lets this page open without a network from now on. `outdated` is called when the service has another page than the
 * one of which the script at `path` is part. Nothing happens where the browser has no service workers.
 */
export async function keepShell(path: string, outdated: () => void): Promise<void> {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  workers.addEventListener("message", ({ data }) => {
    if (Array.isArray(data?.shell) && !data.shell.includes(path)) outdated();
  });
  try {
    registration = await workers.register(worker(), { updateViaCache: "none" });
  } catch (problem) {
    console.info("This page will not open without a network:", problem);
  }
}

/** Asks whether the service has a newer page; at most every so often. */
export function checkShell(): void {
  if (!registration || Date.now() - checkedAt < CHECK_MILLIS_MIN) return;
  checkedAt = Date.now();
  registration.update().catch(() => {}); // Without a network there is no answer, and the next time it is asked again.
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL: (url: string) => string };
}

/** The one address of a script that this page may name, where the browser has trusted types. */
function worker(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("cowrite-worker", { createScriptURL: () => WORKER });
  return policy?.createScriptURL(WORKER) ?? WORKER;
}
