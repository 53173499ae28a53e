// Every script here only adds: each page works whole without it.
import { guardSubmit } from "./submit.js";
import { togglePassword } from "./password.js";
import { liveSearch, livePreview } from "./live.js";
import { poll } from "./poll.js";
import { autosave } from "./draft.js";
import { compareHash } from "./hash.js";
import { foldMenu } from "./menu.js";

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

guardSubmit(document);
each("[data-menu]", foldMenu);
each("input[type=password]", togglePassword);
each("form[data-cari]", liveSearch);
each("form[data-pratinjau]", livePreview);
each("[data-poll]", poll);
each("form[data-draf]", autosave);
each("[data-sidik]", compareHash);
each("[data-fokus]", (el) => el.focus());
each("button[data-cetak]", (b) => {
  b.hidden = false;
  b.addEventListener("click", () => window.print());
});
