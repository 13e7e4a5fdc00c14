/** What tabs of one browser tell each other: something of the list has changed, or of who one is. */
export type News = "documents" | "me";

const channel = new BroadcastChannel("cowrite");

/** Tells the other tabs; not this one. */
export function tellTabs(news: News): void {
  channel.postMessage(news);
}

/** Calls `listener` when another tab tells `news`, until the function that comes back is called. */
export function hearTabs(news: News, listener: () => void): () => void {
  const hear = ({ data }: MessageEvent) => {
    if (data === news) listener();
  };
  channel.addEventListener("message", hear);
  return () => channel.removeEventListener("message", hear);
}
