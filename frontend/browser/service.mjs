import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { target } from "./chromium.mjs";

const STARTED_MILLIS_MAX = 300_000;

/**
 * The service as a process of its own, with data of its own. `COWRITE_CLASSPATH` names its classes, else the jar
 * in `target` is run; `COWRITE_JAVA` names the `java` to run it with, else one of version 25 or newer is looked for.
 */
export class Service {
  #process = null;
  #port;
  #data;

  static async start() {
    mkdirSync(target, { recursive: true });
    const service = new Service();
    service.#port = await freePort();
    service.#data = mkdtempSync(join(target, "data-"));
    await service.start();
    return service;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start() {
    const path = join(target, "service.log");
    const log = openSync(path, "a");
    const environment = { ...process.env, SERVER_PORT: String(this.#port), COWRITE_DATA_DIR: this.#data };
    this.#process = spawn(java(), program(), { env: environment, stdio: ["ignore", log, log] });
    const giveUp = Date.now() + STARTED_MILLIS_MAX;
    while (!(await this.#isReady())) {
      const { exitCode, signalCode } = this.#process;
      if (exitCode !== null || signalCode !== null || Date.now() > giveUp) {
        await this.kill();
        throw new Error(`the service did not start (${exitCode ?? signalCode ?? "too slow"}): see ${path}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Ends the process without warning. */
  async kill() {
    await this.#end("SIGKILL");
  }

  async stop() {
    await this.#end("SIGTERM");
    rmSync(this.#data, { recursive: true, force: true });
  }

  async #end(signal) {
    const running = this.#process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill(signal);
    await ended;
  }

  async #isReady() {
    return fetch(`${this.url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
  }
}

function program() {
  const classpath = process.env.COWRITE_CLASSPATH;
  if (classpath) return ["-cp", classpath, "io.cowrite.Cowrite"];
  const directory = fileURLToPath(new URL("../../target/", import.meta.url));
  const jars = existsSync(directory) ? readdirSync(directory) : [];
  const jar = jars.find(
    (name) => /^cowrite-.*\.jar$/.test(name) && !/-(sources|javadoc|tests)\.jar$/.test(name),
  );
  if (!jar) throw new Error("no jar in target: build it, or set COWRITE_CLASSPATH or COWRITE_URL");
  return ["-jar", join(directory, jar)];
}

function java() {
  if (process.env.COWRITE_JAVA) return process.env.COWRITE_JAVA;
  const parent = "/usr/lib/jvm";
  const homes = existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : [];
  const found = [process.env.JAVA_HOME, ...homes].find((home) => home && majorVersion(home) >= 25);
  if (!found) throw new Error("no Java 25 found: set COWRITE_JAVA");
  return join(found, "bin", "java");
}

function majorVersion(home) {
  const release = join(home, "release");
  if (!existsSync(release)) return 0;
  return Number(/JAVA_VERSION="(\d+)/.exec(readFileSync(release, "utf8"))?.[1] ?? 0);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
