import type { Role, User } from "../client/protocol.ts";

/** What the address alone opens to whoever is not the owner. */
export const ACCESSES = ["none", "viewer", "commenter", "editor"] as const;

export type Access = (typeof ACCESSES)[number];

/** A document's record as its reader sees it. */
export interface DocumentRecord {
  readonly id: string;
  readonly title: string;
  readonly role: Role;
  readonly generalAccess: Access;
  readonly owner?: User;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Missing unless it is in the trash. */
  readonly deletedAt?: string;
}

export interface Wish {
  /** A part of the title; "": any. */
  readonly query: string;
  readonly trashed: boolean;
  readonly cursor: string | null;
}

export interface RecordPage {
  readonly items: readonly DocumentRecord[];
  /** Missing after the last page. */
  readonly nextCursor?: string;
}

/** A page and the tag by which the service knows whether it is still the same. */
export interface TaggedPage {
  readonly page: RecordPage;
  readonly tag: string;
}

/** The service said no; `status` 0: it could not be reached. `detail` is for people. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

const PAGE_LENGTH = 50;

export const api = {
  /** Who one is; makes a guest of somebody new. The other calls need it to have been made. */
  me: () => call<User>("GET", "/me"),
  changeMe: (change: { name: string; color: string }) => call<User>("PATCH", "/me", change),

  /** `known` is what this very wish got last, and comes back if nothing has changed. */
  async list(wish: Wish, known: TaggedPage | null): Promise<TaggedPage> {
    const headers: Record<string, string> = known ? { "If-None-Match": known.tag } : {};
    const response = await ask("GET", `/documents?${parameters(wish)}`, headers);
    if (known && response.status === 304) return known;
    if (!response.ok) throw await problem(response);
    return { page: (await response.json()) as RecordPage, tag: response.headers.get("ETag") ?? "" };
  },

  create: (title: string, content = "") =>
    call<DocumentRecord>("POST", "/documents", { title, type: "text", ...(content ? { content } : {}) }),
  open: (id: string) => call<DocumentRecord>("GET", of(id)),
  rename: (id: string, title: string) => call<DocumentRecord>("PATCH", of(id), { title }),
  share: (id: string, generalAccess: Access) => call<DocumentRecord>("PATCH", of(id), { generalAccess }),
  trash: (id: string) => call<undefined>("DELETE", of(id)),
  restore: (id: string) => call<DocumentRecord>("POST", `${of(id)}/restore`),
  /** For good. */
  purge: (id: string) => call<undefined>("DELETE", `${of(id)}?permanent=true`),
};

function of(id: string): string {
  return `/documents/${encodeURIComponent(id)}`;
}

function parameters({ query, trashed, cursor }: Wish): URLSearchParams {
  const wanted = new URLSearchParams({ limit: String(PAGE_LENGTH) });
  if (query) wanted.set("query", query);
  if (trashed) wanted.set("trashed", "true");
  if (cursor) wanted.set("cursor", cursor);
  return wanted;
}

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await ask(method, path, {}, body);
  if (!response.ok) throw await problem(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function ask(method: string, path: string, asked: Record<string, string>, body?: object) {
  const headers: Record<string, string> = { Accept: "application/json", ...asked };
  if (method !== "GET") headers["X-XSRF-TOKEN"] = cookie("XSRF-TOKEN");
  if (body) headers["Content-Type"] = "application/json";
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  } catch {
    throw new ApiError(0, "unreachable", "");
  }
}

/** What came instead of an answer may be a proxy's page: then only its status counts. */
async function problem(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
  return new ApiError(response.status, body.code ?? "", body.detail ?? "");
}

function cookie(name: string): string {
  const found = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}
