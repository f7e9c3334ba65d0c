/** The card of a chat on offer, on every page that has no place for it: other pages, and phones with a chat open. */
import { useEffect } from "preact/hooks";
import { ONE_PANE, useMedia } from "../frame/useMedia.ts";
import { useWorkplace } from "../live/context.ts";
import { path } from "../routing/router.ts";
import { OfferCard } from "./OfferCard.tsx";
import { currentOffers, watchMissedOffers } from "./offers.ts";
import css from "./nextChat.module.css";

export function OfferCorner() {
  const { live } = useWorkplace();
  useEffect(() => watchMissedOffers(live), [live]);
  const onePane = useMedia(ONE_PANE);
  const here = path.value;
  const listShown = here === "/chats" || (here.startsWith("/chats/") && !onePane);
  const offers = currentOffers(live);
  const first = offers[0];
  if (listShown || !first) return null;
  return (
    <div class={`${css.corner} ${onePane ? css.cornerCompact : ""}`}>
      <OfferCard key={`${first.conversation} ${first.offer}`} offer={first} more={offers.length - 1} />
    </div>
  );
}
