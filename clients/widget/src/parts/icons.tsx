/** The few pictures of the widget, drawn in the colour of the text beside them. */
const PATHS = {
  close: "M6 6l12 12M18 6L6 18",
  menu: "M12 6h.01M12 12h.01M12 18h.01",
  send: "M4 12l16-8-5 16-3-7z",
  down: "M6 9l6 6 6-6",
};

export function Icon({ of }: { of: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[of]} />
    </svg>
  );
}
