/** Mistakes, each a change of one module's source: what the run must notice. No build of the page reads this file. */
export const bugs = [
  {
    name: "a new sequence on resend",
    file: "src/client/outbox.ts",
    from: "if (this.#session.limits) this.#sendFlight();",
    to: `const { replica } = this.#session;
      const flight = replica?.inFlight;
      if (this.#session.limits && flight) {
        const sequence = flight.sequence + 1;
        const frame = flight.frame.replace('"sequence":' + flight.sequence, '"sequence":' + sequence);
        const inFlight = { ...flight, sequence, frame };
        this.#session.submitted(replica.constructor.restore({ ...replica.memory, lastSequence: sequence, inFlight }));
        this.#sendFlight();
      }`,
  },
  {
    name: "pending sent before what is in flight is settled",
    file: "src/client/replica.ts",
    from: "if (inFlight || (!offer && pending.isEmpty)) return null;",
    to: "if (!offer && pending.isEmpty) return null;",
  },
  {
    name: "sent before it is stored",
    file: "src/client/outbox.ts",
    from: "this.onceKept(() => {\n      if (this.#session.replica",
    to: "((task) => task())(() => {\n      if (this.#session.replica",
  },
  {
    name: "pending is not moved over what others wrote",
    file: "src/client/taking.ts",
    from: "this.pending = this.pending.transformOver(under);",
    to: "",
  },
  {
    name: "a wrong point in since",
    file: "src/client/joining.ts",
    from: "const since = replica?.points;",
    to: "const since = replica?.points.map(({ version, hash }) => ({ version: version + 1, hash }));",
  },
  {
    name: "two tabs use one clientId",
    file: "faults/device.ts",
    from: "!drawer.isTaken",
    to: "drawer",
  },
  {
    name: "the tray is not kept",
    file: "src/client/stored.ts",
    from: "for (const item of kept.tray.items) yield",
    to: "for (const item of []) yield",
  },
  {
    name: "what was refused stays shown",
    file: "src/client/taking.ts",
    from: "if (inFlight.rebased.isEmpty) return;",
    to: "return;",
  },
  {
    name: "the last sequence is not kept",
    file: "src/client/stored.ts",
    from: "userId, lastSequence, pendingEdits, points: history.points",
    to: "userId, lastSequence: 0, pendingEdits, points: history.points",
  },
];

/** Makes the mistake while the module is loaded. */
export function seeded({ name, file, from, to }) {
  return {
    name: "seeded-bug",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith(`/${file}`)) return null;
      if (code.split(from).length !== 2) throw new Error(`"${name}" does not fit ${file}`);
      return code.replace(from, () => to);
    },
  };
}
