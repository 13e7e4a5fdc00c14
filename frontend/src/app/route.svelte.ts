/** Which screen the address names. */
export type Route =
  | { readonly screen: "list" }
  | { readonly screen: "trash" }
  | { readonly screen: "document"; readonly id: string }
  | { readonly screen: "unknown" };

class Router {
  route = $state.raw<Route>(parse(location.pathname));
  /** Whether the page shows what it was opened for: then nobody has left a place of theirs. */
  isFirst = true;

  constructor() {
    addEventListener("popstate", () => {
      this.isFirst = false;
      this.route = parse(location.pathname);
    });
  }

  go(path: string): void {
    this.isFirst = false;
    history.pushState(null, "", path);
    this.route = parse(path);
    scrollTo(0, 0);
  }

  /** For links: lets the browser have what is not a plain click. */
  follow = (event: MouseEvent & { currentTarget: HTMLAnchorElement }): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.go(event.currentTarget.pathname);
  };
}

function parse(path: string): Route {
  if (["/", "/index.html", "/documents"].includes(path)) return { screen: "list" };
  if (path === "/trash") return { screen: "trash" };
  const id = /^\/d\/([^/]+)$/.exec(path)?.[1];
  return id ? { screen: "document", id: decodeURIComponent(id) } : { screen: "unknown" };
}

export const router = new Router();
