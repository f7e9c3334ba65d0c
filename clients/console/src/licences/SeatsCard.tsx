/** One licence: its seats, how many are taken, and setting their number. */
import { Button, Card, Pill } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { SeatsDialog } from "./SeatsDialog.tsx";
import type { Seats } from "./shapes.ts";
import css from "../settings/settings.module.css";
import own from "./licences.module.css";

export function SeatsCard({ seats }: { seats: Seats }) {
  const [setting, setSetting] = useState(false);
  const free = seats.seats === null ? null : Math.max(0, seats.seats - seats.assigned);
  return (
    <Card
      title={seats.name}
      actions={
        <Button size={24} aria-label={t("seats.setFor", { licence: seats.name })} onClick={() => setSetting(true)}>
          {t("seats.set")}
        </Button>
      }
    >
      <dl class={own.facts}>
        <Fact name={t("seats.assigned")} value={t("seats.number", { count: seats.assigned })} />
        <Fact name={t("seats.seats")} value={seats.seats === null ? t("seats.noLimit") : t("seats.number", { count: seats.seats })} />
        {free !== null && <Fact name={t("seats.left")} value={t("seats.number", { count: free })} />}
      </dl>
      {seats.seats !== null && seats.seats > 0 && (
        <div class={own.bar} aria-hidden="true">
          <span class={own.fill} style={{ inlineSize: `${Math.min(100, (100 * seats.assigned) / seats.seats)}%` }} />
        </div>
      )}
      {free === 0 && (
        <p class={own.note}>
          <Pill tone="warn">{t(seats.seats === 0 ? "seats.zero" : "seats.full")}</Pill>
        </p>
      )}
      {setting && <SeatsDialog seats={seats} onClose={() => setSetting(false)} />}
    </Card>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div class={css.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
