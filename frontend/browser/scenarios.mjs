import { documents } from "./documents.mjs";
import { everyone } from "./everyone.mjs";
import { offline } from "./offline.mjs";
import { reach } from "./reach.mjs";
import { together } from "./together.mjs";
import { writing } from "./writing.mjs";

/**
 * What people do, a file for each subject. `arrive` brings somebody to a browser of their own, which must have nothing
 * to complain of in the end; `service` is null if it was not started here, `url` is the service's address. What is returned says why a scenario was
 * left out.
 */
export const scenarios = { ...together, ...offline, ...reach, ...writing, ...documents, ...everyone };
