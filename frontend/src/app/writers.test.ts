import { expect, it } from "vitest";
import { Writers } from "./writers.ts";

const users = (...names: string[]) => names.map((name) => ({ id: name, name, color: "#000000" }));

it("names all who have begun to write, once", () => {
  const writers = new Writers();
  expect(writers.see([], 0)).toBe(false);
  expect(writers.see(users("Ann"), 1_000)).toBe(true);
  expect(writers.see(users("Ben"), 2_000)).toBe(true);
  expect(writers.take()).toEqual(["Ann", "Ben"]);
  expect(writers.see(users("Ann", "Ben"), 3_000)).toBe(false);
});

it("names who goes on after a long pause, but not after a short one", () => {
  const writers = new Writers();
  writers.see(users("Ann"), 0);
  writers.take();
  for (let now = 1_000; now <= 200_000; now += 1_000) expect(writers.see(users("Ann"), now)).toBe(false);
  expect(writers.see(users("Ann"), 260_000)).toBe(false);
  expect(writers.see(users("Ann"), 320_001)).toBe(true);
  expect(writers.take()).toEqual(["Ann"]);
});
