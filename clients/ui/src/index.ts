/**
 * The component kit of Deskbell's screens.
 *
 * Owns: tokens, components, and the small tools of keyboard, focus, time and language that every screen needs.
 * Never: knows a chat, an inbox or a server; talks to the network; keeps anything in storage.
 * Holds: importing a name brings only that component. README.md lists them with their properties.
 */
export * from "./actions/Button.tsx";
export * from "./actions/CopyField.tsx";
export * from "./actions/IconButton.tsx";
export * from "./actions/Kbd.tsx";
export type { ButtonSize, ButtonVariant } from "./actions/ButtonShape.tsx";
export * from "./clock/clock.ts";
export * from "./fields/Checkbox.tsx";
export { countCharacters } from "./fields/Counter.tsx";
export * from "./fields/ErrorSummary.tsx";
export type { FieldProps } from "./fields/FieldFrame.tsx";
export * from "./fields/NumberField.tsx";
export * from "./fields/RadioGroup.tsx";
export * from "./fields/SegmentedControl.tsx";
export * from "./fields/Select.tsx";
export * from "./fields/Switch.tsx";
export * from "./fields/Textarea.tsx";
export * from "./fields/TextField.tsx";
export * from "./focus/focus.ts";
export type { Icon, IconProps } from "./icons/createIcon.tsx";
export * from "./icons/icons.tsx";
export * from "./keyboard/keyLabel.ts";
export * from "./keyboard/matchKey.ts";
export * from "./keyboard/shortcuts.ts";
export * from "./language/time.ts";
export * from "./language/phrase.ts";
export * from "./language/translator.ts";
export * from "./layout/Card.tsx";
export * from "./layout/Table.tsx";
export * from "./layout/VisuallyHidden.tsx";
export * from "./navigation/NavTabs.tsx";
export * from "./navigation/ProgressSteps.tsx";
export * from "./navigation/Tabs.tsx";
export * from "./overlays/Dialog.tsx";
export * from "./overlays/Menu.tsx";
export * from "./overlays/placement.ts";
export * from "./overlays/Popover.tsx";
export * from "./overlays/Tooltip.tsx";
export type { TriggerProps } from "./overlays/usePopover.ts";
export * from "./status/Avatar.tsx";
export * from "./status/Badge.tsx";
export * from "./status/Banner.tsx";
export * from "./status/CountdownRing.tsx";
export * from "./status/EmptyState.tsx";
export * from "./status/ErrorState.tsx";
export * from "./status/LiveRegion.tsx";
export * from "./status/Pill.tsx";
export * from "./status/Skeleton.tsx";
export * from "./status/ToastRegion.tsx";
export * from "./status/WaitTime.tsx";
export { announce, type Politeness } from "./status/announcer.ts";
export { endToast, showToast, undoLatestToast, type ToastEnd, type ToastOptions } from "./status/toasts.ts";
export * from "./theme/theme.ts";
export * from "./words.ts";
