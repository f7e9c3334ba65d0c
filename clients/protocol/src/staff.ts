/** The reducers of staff's views. The widget does not carry them. */
export { applyToBoard } from "./reduce/board";
export { applyToConversation } from "./reduce/conversation";
export { applyToMember } from "./reduce/member";
export { applyToTeam } from "./reduce/team";
