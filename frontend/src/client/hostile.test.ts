import { expect, it } from "vitest";
import { Delta, Text } from "../kernel/index.ts";
import { decode } from "./decode.ts";
import { Gathering } from "./presence.ts";
import { Replica } from "./replica.ts";

const NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
const HASH = "0".repeat(64);

/** What every object has, and what it is. */
function common() {
  return Object.getOwnPropertyNames(Object.prototype).map((name) => [
    name,
    Object.getOwnPropertyDescriptor(Object.prototype, name),
  ]);
}

function presence(name: string) {
  const user = `{"id":"${name}","name":"${name}","color":"#336699"}`;
  const state = `{"${name}":{"polluted":true}}`;
  const present = `{"sessionId":"${name}","user":${user},"selection":null,"state":${state}}`;
  return decode(`{"type":"presence","version":0,"changed":[${present}],"left":["${name}"],"viewers":1}`);
}

it.each(NAMES)("%s in attributes, states, ids and names is a name like any other", (name) => {
  const before = common();
  const operation = `[{"insert":"text","attributes":{"${name}":{"polluted":true}}},{"insert":{"${name}":{"polluted":true}}}]`;
  const content = decode(`{"type":"content","operation":${operation}}`);
  if (content.type !== "content") throw new Error("another type");
  const change = Delta.fromJSON(JSON.parse(`[{"retain":4,"attributes":{"${name}":null}}]`));
  const text = Text.ofDelta(content.operation);
  expect(JSON.stringify(text.toDelta())).toContain(`"${name}":{"polluted":true}`);
  expect(text.apply(change).apply(change.invert(text)).equals(text)).toBe(true);
  expect(JSON.stringify(content.operation.compose(change))).toContain('[{"insert":"text"},');
  expect(change.transformOver(change).isEmpty).toBe(true);

  const frame = presence(name);
  if (frame.type !== "presence") throw new Error("another type");
  const replica = Replica.join("c", name, { version: 0, hash: HASH }, text);
  const [one] = Gathering.EMPTY.receive(frame).shown(replica);
  expect(Object.hasOwn(one?.state ?? {}, name)).toBe(true);
  expect(one?.user.name).toBe(name);

  const notice = decode(`{"type":"notice","code":"renamed","message":"","title":"${name}","${name}":1}`);
  expect(notice).toMatchObject({ title: name });
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  expect(common()).toEqual(before);
});
