import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, inkOn, shadesOf } from "./shades.ts";

const rgb = (color: string) => Number.parseInt(color.slice(1), 16);
const colors = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);

describe("the colours of people", () => {
  it("stand out from a light and from a dark page by 3, whatever they are", () => {
    fc.assert(
      fc.property(colors, (color) => {
        const { light, dark } = shadesOf(color);
        for (const page of [0xfbfaf8, 0xffffff]) expect(contrast(rgb(light), page)).toBeGreaterThanOrEqual(3);
        for (const page of [0x17181b, 0x1f2125]) expect(contrast(rgb(dark), page)).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it("bear a legible name", () => {
    fc.assert(
      fc.property(colors, (color) => {
        expect(contrast(rgb(inkOn(color)), rgb(color))).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it("stay as they are where they stand out already", () => {
    expect(shadesOf("#2975c2").light).toBe("#2975c2");
    expect(shadesOf("#ffff00").light).not.toBe("#ffff00");
    expect(shadesOf("#ffff00").dark).toBe("#ffff00");
  });

  it("are measured as WCAG does", () => {
    expect(contrast(0x000000, 0xffffff)).toBe(21);
    expect(contrast(0x777777, 0xffffff)).toBeCloseTo(4.48, 2);
  });
});
