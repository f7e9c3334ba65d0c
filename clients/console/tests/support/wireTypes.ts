/** The protocol's types that a fake server speaks. */
export type {
  Ask, Body, ClientFrame, ClientSend, MemberView, Permission, Role, ServerFrame, TeamGroupState, TeamInboxState, TeamMemberState, TeamView, View, World,
} from "@deskbell/protocol";
export type { Ear, Link } from "../../../protocol/src/link";
