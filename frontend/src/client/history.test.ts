import { expect, it } from "vitest";
import { Delta, Text } from "../kernel/index.ts";
import { History, STEPS_MAX, type Step } from "./history.ts";

const step = (version: number): Step => ({
  version,
  hash: version.toString(16).padStart(64, "0"),
  operation: Delta.of({ insert: "x" }),
  own: null,
  refused: false,
});

/** After frames of `entries` entries each, up to `version`. */
function history(version: number, entries = 1): History {
  let all = History.from({ ...step(0), content: Text.EMPTY });
  for (let from = 1; from <= version; from += entries) {
    const steps = Array.from({ length: Math.min(entries, version - from + 1) }, (_, at) => step(from + at));
    ({ history: all } = all.after(steps, null));
  }
  return all;
}

it.each([1, 7, STEPS_MAX])("remembers 1,000 steps after the oldest point, in frames of %i", (entries) => {
  const full = history(STEPS_MAX, entries);
  expect(full.origin.version).toBe(0);
  expect(full.steps).toHaveLength(STEPS_MAX);
  expect(full.points.at(-1)?.version).toBe(0);
});

it.each([1, 7, STEPS_MAX])("never remembers one more, in frames of %i", (entries) => {
  const over = history(STEPS_MAX + 1, entries);
  expect(over.origin.version).toBeGreaterThan(0);
  expect(over.steps.length).toBeLessThanOrEqual(STEPS_MAX);
  expect(over.points.at(-1)).toEqual({ version: over.origin.version, hash: over.origin.hash });
  expect(over.origin.content.length).toBe(over.origin.version);
  expect(over.steps.map(({ version }) => version)[0]).toBe(
    over.steps.length > 0 ? over.origin.version + 1 : undefined,
  );
  expect(over.points[0]?.version).toBe(STEPS_MAX + 1);
  expect(over.points.length).toBeLessThanOrEqual(8);
});

it("takes a frame of more than that as one point", () => {
  const over = history(STEPS_MAX + 1, STEPS_MAX + 1);
  expect(over.steps).toEqual([]);
  expect(over.origin.content.length).toBe(STEPS_MAX + 1);
});
