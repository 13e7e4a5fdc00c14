/** Somebody who calls the service over REST, past every relay; the first call makes a guest. */
export class Caller {
  readonly id: string;
  readonly #url: string;
  readonly #cookies: Map<string, string>;

  private constructor(url: string, id: string, cookies: Map<string, string>) {
    this.#url = url;
    this.id = id;
    this.#cookies = cookies;
  }

  static async arrive(url: string): Promise<Caller> {
    const response = await fetch(`${url}/api/v1/me`);
    const pairs = response.headers.getSetCookie().map((line) => (line.split(";")[0] as string).split("="));
    const cookies = new Map(pairs.map(([name, ...value]) => [name as string, value.join("=")]));
    return new Caller(url, ((await response.json()) as { id: string }).id, cookies);
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async create(title: string, content: string): Promise<string> {
    const body = { title, type: "text", ...(content ? { content } : {}) };
    const response = await this.#call("POST", "/documents", body);
    return ((await response.json()) as { id: string }).id;
  }

  async share(id: string, generalAccess: "none" | "viewer" | "editor"): Promise<void> {
    await this.#call("PATCH", `/documents/${id}`, { generalAccess });
  }

  async trash(id: string): Promise<void> {
    await this.#call("DELETE", `/documents/${id}`);
  }

  async restore(id: string): Promise<void> {
    await this.#call("POST", `/documents/${id}/restore`);
  }

  /** The committed text; `tag` is `version.beginning of the hash`. */
  async content(id: string): Promise<{ text: string; tag: string }> {
    const response = await this.#call("GET", `/documents/${id}/content`, undefined, "text/plain");
    return { text: await response.text(), tag: JSON.parse(response.headers.get("ETag") ?? '""') };
  }

  async #call(method: string, path: string, body?: object, accept = "application/json"): Promise<Response> {
    const headers = {
      Accept: accept,
      Cookie: this.cookie,
      "X-XSRF-TOKEN": decodeURIComponent(this.#cookies.get("XSRF-TOKEN") ?? ""),
      ...(body ? { "Content-Type": "application/json" } : {}),
    };
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (response.ok) return response;
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
}
