import { describe, expect, it } from "vitest";
import { Comings } from "./comings.ts";

const users = (...names: string[]) => names.map((name) => ({ id: name, name, color: "#336699" }));

describe("comings and goings", () => {
  it("are said together, each once", () => {
    const comings = new Comings();
    expect(comings.see(users("Ann"))).toBe(true);
    comings.see(users("Ann", "Bob"));
    expect(comings.take()).toEqual({ came: ["Ann", "Bob"], went: [] });
    expect(comings.see(users("Bob", "Cy"))).toBe(true);
    expect(comings.take()).toEqual({ came: ["Cy"], went: ["Ann"] });
    expect(comings.see(users("Cy", "Bob"))).toBe(false);
  });

  it("that cancel each other are not said", () => {
    const comings = new Comings();
    comings.see(users("Ann"));
    comings.take();
    comings.see([]);
    expect(comings.see(users("Ann"))).toBe(false);
    expect(comings.take()).toEqual({ came: [], went: [] });
  });
});
