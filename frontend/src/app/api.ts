import type { Role, User } from "../client/protocol.ts";

/** A document's record as its reader sees it. */
export interface DocumentRecord {
  readonly id: string;
  readonly title: string;
  readonly role: Role;
  readonly owner?: User;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface RecordPage {
  readonly items: readonly DocumentRecord[];
  /** Missing after the last page. */
  readonly nextCursor?: string;
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

export const api = {
  /** Who one is; makes a guest of somebody new. The other calls need it to have been made. */
  me: () => call<User>("GET", "/me"),
  list: (cursor: string | null) =>
    call<RecordPage>("GET", `/documents?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`),
  create: (title: string) => call<DocumentRecord>("POST", "/documents", { title, type: "text" }),
  open: (id: string) => call<DocumentRecord>("GET", `/documents/${encodeURIComponent(id)}`),
  rename: (id: string, title: string) =>
    call<DocumentRecord>("PATCH", `/documents/${encodeURIComponent(id)}`, { title }),
};

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-XSRF-TOKEN"] = cookie("XSRF-TOKEN");
  if (body) headers["Content-Type"] = "application/json";
  const response = await reach(`/api/v1${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw await problem(response);
  return (await response.json()) as T;
}

async function reach(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
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
