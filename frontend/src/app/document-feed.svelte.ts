import type { Clock } from "../client/clock.ts";
import type { DocumentRecord, TaggedPage, Wish } from "./api.ts";

/** How often news are asked for while somebody looks. */
const NEWS_MILLIS = 4_000;
/** The longest pause after failures. */
const PAUSE_MILLIS_MAX = 30_000;
/** How long the searched words must have stood still. */
const TYPING_MILLIS = 200;

export interface FeedSource {
  list(wish: Wish, known: TaggedPage | null): Promise<TaggedPage>;
}

/**
 * A list of documents that keeps itself fresh. It asks again and again while it is looked at; what has not changed
 * costs the service an answer without a body.
 */
export class DocumentFeed {
  documents = $state.raw<readonly DocumentRecord[]>([]);
  /** What the documents were found by; the words may be ahead of it. */
  query = $state("");
  words = $state("");
  hasMore = $state(false);
  isLoaded = $state(false);
  failure = $state.raw<unknown>(null);
  readonly #source: FeedSource;
  readonly #clock: Clock;
  readonly #trashed: boolean;
  #pages = new Map<string | null, TaggedPage>();
  #pagesWanted = 1;
  /** Counts askings: the answer to an older one than the last is of no use. */
  #turn = 0;
  #failures = 0;
  #isWatched = false;
  #cancelNext = () => {};
  #cancelTyping = () => {};

  constructor(source: FeedSource, clock: Clock, trashed: boolean) {
    this.#source = source;
    this.#clock = clock;
    this.#trashed = trashed;
  }

  /** Whether somebody looks. Who begins to look is shown what is new at once. */
  watch(isWatched: boolean): void {
    this.#isWatched = isWatched;
    this.#cancelNext();
    if (isWatched) void this.refresh();
  }

  /** Asks now. Ends when the answer, or that of a later asking, is shown. */
  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    this.#cancelNext();
    const query = this.words.trim();
    try {
      const pages = await this.#load(query);
      if (turn !== this.#turn) return;
      this.#show(query, pages);
    } catch (failure) {
      if (turn !== this.#turn) return;
      this.failure = failure;
      this.#failures++;
    }
    this.#plan();
  }

  /** Searches titles for `words`, once they stand still. */
  search(words: string): void {
    this.words = words;
    this.#pagesWanted = 1;
    this.#cancelTyping();
    this.#cancelTyping = this.#clock.after(TYPING_MILLIS, () => void this.refresh());
  }

  async more(): Promise<void> {
    this.#pagesWanted++;
    await this.refresh();
  }

  /** Shows what is known already of a document, and asks for the rest. */
  replace(changed: DocumentRecord): void {
    this.documents = this.documents.map((one) => (one.id === changed.id ? changed : one));
    void this.refresh();
  }

  remove(id: string): void {
    this.documents = this.documents.filter((one) => one.id !== id);
    void this.refresh();
  }

  async #load(query: string): Promise<Map<string | null, TaggedPage>> {
    const pages = new Map<string | null, TaggedPage>();
    let cursor: string | null = null;
    do {
      const known: TaggedPage | null = (query === this.query && this.#pages.get(cursor)) || null;
      const tagged: TaggedPage = await this.#source.list({ query, trashed: this.#trashed, cursor }, known);
      pages.set(cursor, tagged);
      cursor = tagged.page.nextCursor ?? null;
    } while (cursor !== null && pages.size < this.#pagesWanted);
    return pages;
  }

  #show(query: string, pages: Map<string | null, TaggedPage>): void {
    const items = [...pages.values()].flatMap(({ page }) => page.items);
    // A document that was opened meanwhile may stand on two pages.
    this.documents = [...new Map(items.map((one) => [one.id, one])).values()];
    this.hasMore = [...pages.values()].at(-1)?.page.nextCursor !== undefined;
    this.query = query;
    this.#pages = pages;
    this.isLoaded = true;
    this.failure = null;
    this.#failures = 0;
  }

  #plan(): void {
    if (!this.#isWatched) return;
    const pause = Math.min(PAUSE_MILLIS_MAX, NEWS_MILLIS * 2 ** this.#failures);
    this.#cancelNext = this.#clock.after(pause, () => void this.refresh());
  }
}
