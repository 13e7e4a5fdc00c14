import { describe, expect, it } from "vitest";
import { Backoff } from "./backoff.ts";
import { FakeClock } from "./testing/fake-clock.ts";

/** The longest waits that jitter allows. */
function longest() {
  const clock = new FakeClock();
  const backoff = new Backoff(clock, () => 1);
  const waits = (...codes: number[]) => codes.map((code) => backoff.next(code, 0, false));
  return { clock, backoff, waits };
}

describe("the wait before the next connection", () => {
  it.each([1001, 1012])("stays short for a minute after %i", (announced) => {
    const { clock, waits } = longest();
    clock.advance(1_000_000);
    expect(waits(announced, 1006, 1006, 1012, 1001, 1006)).toEqual([250, 500, 1_000, 1_500, 1_500, 1_500]);
    clock.advance(60_000);
    expect(waits(1006, 1012, 1001, 1006, 1006)).toEqual([1_500, 3_000, 6_000, 12_000, 24_000]);
  });

  it("doubles without an announcement", () => {
    expect(longest().waits(1006, 1006, 1006, 1006, 1006)).toEqual([250, 500, 1_000, 2_000, 4_000]);
  });

  it.each([1011, 1013, 4408, 4412, 4429])("spares a service that is back and closes with %i", (code) => {
    const { waits } = longest();
    expect(waits(1012, 1006, 1006, 1006).at(-1)).toBe(1_500);
    expect(waits(code, 1012, 1006, 1001)).toEqual([1_500, 3_000, 6_000, 12_000]);
  });

  it("is short again only for who was connected for long", () => {
    const { backoff, waits } = longest();
    waits(1012, 1006, 1006, 1006, 1013, 1006);
    expect(backoff.next(1012, 9_999, false)).toBe(6_000);
    expect(backoff.next(1012, 10_000, false)).toBe(250);
    expect(waits(1006, 1006, 1006, 1006)).toEqual([500, 1_000, 1_500, 1_500]);
  });

  it("is short for who had waited long", () => {
    const { waits } = longest();
    waits(1006, 1006, 1006, 1006, 1006, 1006);
    expect(waits(1012, 1006)).toEqual([1_500, 1_500]);
  });
});
