/** Where the console begins. */
import "@deskbell/ui/tokens.css";
import "@deskbell/ui/base.css";
import { render } from "preact";
import { App } from "./App.tsx";
import { startPageTitle } from "./frame/pageTitle.ts";
import { startPreferences } from "./preferences/preferences.ts";
import { startRouter } from "./routing/router.ts";

startPreferences();
startRouter();
startPageTitle();

const root = document.getElementById("root") ?? document.body.appendChild(document.createElement("div"));
render(<App />, root);
