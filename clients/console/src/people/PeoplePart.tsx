/** Settings / People: the list, or one member. */
import type { PartProps } from "../settings/parts.tsx";
import { MemberPage } from "./MemberPage.tsx";
import { PeoplePage } from "./PeoplePage.tsx";

export default function PeoplePart({ id }: PartProps) {
  return id === undefined ? <PeoplePage /> : <MemberPage key={id} id={id} />;
}
