/**
 * The loader: the one script that runs on other people's pages. The server writes a channel's settings in place of the
 * token, whatever quotes the build has put round it.
 */
import { load } from "./loader/load";
import type { Config } from "./messages";

load("__DESKBELL_CONFIG__" as unknown as Config);
