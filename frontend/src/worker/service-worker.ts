/** Put before this file by the build: what the page is made of, and a name for it that changes with it. */
declare const SHELL: { readonly name: string; readonly files: readonly string[] };

const worker = self as unknown as ServiceWorkerGlobalScope;

const PREFIX = "shell-";
/** This one, and the one before it for tabs that still run it. */
const SHELLS_MAX = 2;
/** A network that is slower counts as none. */
const PAGE_MILLIS_MAX = 4_000;
/** Never led elsewhere, as `/` is in the demo: what was redirected may not be given to a tab. */
const PAGE = "/documents";

worker.addEventListener("install", (event) => event.waitUntil(fill().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate" && isPage(pathname)) event.respondWith(page(request));
  else if (SHELL.files.includes(pathname) || pathname.startsWith("/assets/"))
    event.respondWith(file(request));
});

async function fill(): Promise<void> {
  const shell = await caches.open(PREFIX + SHELL.name);
  await shell.addAll([PAGE, ...SHELL.files].map((url) => new Request(url, { cache: "reload" })));
}

async function takeOver(): Promise<void> {
  const shells = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const others = shells.filter((name) => name !== PREFIX + SHELL.name);
  for (const name of others.slice(0, Math.max(0, others.length - SHELLS_MAX + 1))) await caches.delete(name);
  await worker.clients.claim();
  for (const client of await worker.clients.matchAll()) client.postMessage({ shell: SHELL.files });
}

function isPage(path: string): boolean {
  return ["/", "/index.html", PAGE, "/trash"].includes(path) || path.startsWith("/d/");
}

/** From the service, as long as it answers. */
async function page(request: Request): Promise<Response> {
  const kept = () => caches.match(PAGE, { cacheName: PREFIX + SHELL.name });
  const aborted = AbortSignal.timeout(PAGE_MILLIS_MAX);
  const answer = await fetch(request, { signal: aborted }).catch(() => null);
  if (answer && answer.status < 500) return answer;
  return (await kept()) ?? answer ?? Response.error();
}

/** Names of files change with what is in them. */
async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}
