/** The card of a chat that comes to me, on every page that has no place for it: other pages, and phones with a chat open. */
import { useEffect } from "preact/hooks";
import { ONE_PANE, useMedia } from "../frame/useMedia.ts";
import { useWorkplace } from "../live/context.ts";
import { path } from "../routing/router.ts";
import { OfferCard } from "./OfferCard.tsx";
import { currentIncoming, keyOfIncoming, watchMissedOffers } from "./offers.ts";
import { watchTransfers } from "./transferNews.ts";
import css from "./nextChat.module.css";

export function OfferCorner() {
  const workplace = useWorkplace();
  const { live } = workplace;
  useEffect(() => watchMissedOffers(live), [live]);
  useEffect(() => watchTransfers(workplace), [workplace]);
  const onePane = useMedia(ONE_PANE);
  const here = path.value;
  const listShown = here === "/chats" || (here.startsWith("/chats/") && !onePane);
  const coming = currentIncoming(live);
  const first = coming[0];
  if (listShown || !first) return null;
  return (
    <div class={`${css.corner} ${onePane ? css.cornerCompact : ""}`}>
      <OfferCard key={keyOfIncoming(first)} incoming={first} more={coming.length - 1} />
    </div>
  );
}
