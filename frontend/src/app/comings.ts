import type { User } from "../client/protocol.ts";

/** Who came and who went since it was last said, so that it is said in one sentence; who did both is not named. */
export class Comings {
  #here = new Map<string, string>();
  #said = new Map<string, string>();

  /** These are here now. Whether there is anything to say. */
  see(users: readonly User[]): boolean {
    this.#here = new Map(users.map(({ id, name }) => [id, name]));
    return this.#came.length > 0 || this.#went.length > 0;
  }

  /** The names of who came and of who went; from now on they count as said. */
  take(): { readonly came: readonly string[]; readonly went: readonly string[] } {
    const [came, went] = [this.#came, this.#went];
    this.#said = this.#here;
    return { came, went };
  }

  get #came(): string[] {
    return missing(this.#here, this.#said);
  }

  get #went(): string[] {
    return missing(this.#said, this.#here);
  }
}

/** The names of `some` that are not among `others`. */
function missing(some: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): string[] {
  return [...some].filter(([id]) => !others.has(id)).map(([, name]) => name);
}
