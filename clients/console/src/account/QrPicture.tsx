/** A QR code: dark on light in every theme, because that is what cameras read. */
import type { QrCode } from "./shapes.ts";
import css from "./account.module.css";

export function QrPicture({ code: { size, path }, label }: { code: QrCode; label: string }) {
  return (
    <svg class={css.qr} role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges">
      <rect class={css.qrPaper} width={size} height={size} />
      <path class={css.qrInk} d={path} />
    </svg>
  );
}
