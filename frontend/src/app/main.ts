import "./style.css";
import { mount } from "svelte";
import App from "./App.svelte";
import { preferred, speak } from "./texts/catalogue.svelte.ts";
import { update } from "./update.svelte.ts";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");
await speak(preferred());
mount(App, { target });
if (import.meta.env.PROD) update.watch(import.meta.url);
