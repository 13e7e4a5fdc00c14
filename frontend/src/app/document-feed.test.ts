import { beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "../client/testing/fake-clock.ts";
import type { DocumentRecord, TaggedPage, Wish } from "./api.ts";
import { DocumentFeed } from "./document-feed.svelte.ts";

/** A service in memory: two documents a page; an answer waits until `settle`. */
class Shelf {
  titles: string[] = [];
  readonly asked: Wish[] = [];
  bodies = 0;
  isBroken = false;
  #waiting: (() => void)[] = [];

  list(wish: Wish, known: TaggedPage | null): Promise<TaggedPage> {
    this.asked.push(wish);
    return new Promise((resolve, reject) => {
      this.#waiting.push(() =>
        this.isBroken ? reject(new Error("broken")) : resolve(this.#answer(wish, known)),
      );
    });
  }

  /** Answers what was asked, the last asked first if `isBackwards`, and what that makes the feed ask. */
  async settle(isBackwards = false): Promise<void> {
    while (this.#waiting.length > 0) {
      const answers = isBackwards ? this.#waiting.reverse() : this.#waiting;
      this.#waiting = [];
      for (const answer of answers) answer();
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    }
  }

  #answer({ query, cursor }: Wish, known: TaggedPage | null): TaggedPage {
    const found = this.titles.filter((title) => title.includes(query));
    const from = Number(cursor ?? 0);
    const items = found.slice(from, from + 2).map(record);
    const page = from + 2 < found.length ? { items, nextCursor: String(from + 2) } : { items };
    const tag = JSON.stringify(page);
    if (known?.tag === tag) return known;
    this.bodies++;
    return { page, tag };
  }
}

function record(title: string): DocumentRecord {
  return { id: title, title, role: "owner", generalAccess: "editor", createdAt: "", updatedAt: "" };
}

describe("a list of documents", () => {
  let shelf: Shelf;
  let clock: FakeClock;
  let feed: DocumentFeed;
  const titles = () => feed.documents.map((one) => one.title);

  beforeEach(async () => {
    shelf = new Shelf();
    clock = new FakeClock();
    shelf.titles = ["a", "b", "c", "ab", "d"];
    feed = new DocumentFeed(shelf, clock, false);
    feed.watch(true);
    await shelf.settle();
  });

  it("shows what others changed, without being told", async () => {
    expect(titles()).toEqual(["a", "b"]);
    shelf.titles = ["new", "a"];
    clock.advance(4_000);
    await shelf.settle();
    expect(titles()).toEqual(["new", "a"]);
    expect(feed.hasMore).toBe(false);
  });

  it("has nothing sent that it has", async () => {
    await Promise.all([feed.more(), shelf.settle()]);
    expect(titles()).toEqual(["a", "b", "c", "ab"]);
    const { bodies } = shelf;
    clock.advance(4_000);
    await shelf.settle();
    clock.advance(4_000);
    await shelf.settle();
    expect(shelf.asked).toHaveLength(7);
    expect(shelf.bodies).toBe(bodies);
    expect(titles()).toEqual(["a", "b", "c", "ab"]);
  });

  it("asks for nothing while nobody looks, and at once when somebody does", async () => {
    feed.watch(false);
    clock.advance(600_000);
    expect(shelf.asked).toHaveLength(1);
    shelf.titles = ["new"];
    feed.watch(true);
    await shelf.settle();
    expect(titles()).toEqual(["new"]);
  });

  it("searches once the words stand still", async () => {
    feed.search("x");
    clock.advance(199);
    feed.search("a");
    clock.advance(199);
    expect(shelf.asked).toHaveLength(1);
    clock.advance(1);
    await shelf.settle();
    expect(shelf.asked).toHaveLength(2);
    expect(titles()).toEqual(["a", "ab"]);
    expect(feed.query).toBe("a");
  });

  it("does not show an answer that a later asking has made old", async () => {
    feed.search("b");
    clock.advance(200);
    feed.search("c");
    clock.advance(200);
    await shelf.settle(true);
    expect(titles()).toEqual(["c"]);
  });

  it("does not bring back what was just taken out", async () => {
    clock.advance(4_000);
    shelf.titles = ["b"];
    feed.remove("a");
    expect(titles()).toEqual(["b"]);
    await shelf.settle(true);
    expect(titles()).toEqual(["b"]);
  });

  it("keeps what it has while the service cannot be reached, and asks less and less often", async () => {
    shelf.isBroken = true;
    const { length } = shelf.asked;
    for (const pause of [4_000, 8_000, 16_000, 30_000, 30_000]) {
      clock.advance(pause - 1);
      const before = shelf.asked.length;
      clock.advance(1);
      expect(shelf.asked).toHaveLength(before + 1);
      await shelf.settle();
      expect(feed.failure).toBeInstanceOf(Error);
    }
    expect(shelf.asked).toHaveLength(length + 5);
    expect(titles()).toEqual(["a", "b"]);
    shelf.isBroken = false;
    clock.advance(30_000);
    await shelf.settle();
    expect(feed.failure).toBeNull();
    clock.advance(4_000);
    expect(shelf.asked).toHaveLength(length + 7);
  });
});
