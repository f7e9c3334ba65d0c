/** What an assignment would do: each line with its result; first what is wrong, then what changes. */
import { Banner, Button, Pill, Table } from "@deskbell/ui";
import { useState } from "preact/hooks";
import { t } from "../language/language.ts";
import type { Assignment, AssignmentLine } from "./shapes.ts";
import css from "../settings/settings.module.css";
import people from "../people/people.module.css";
import own from "./licences.module.css";

const LINES_AT_ONCE = 50;

export function AssignmentLook({ look }: { look: Assignment }) {
  const [shown, setShown] = useState(LINES_AT_ONCE);
  const lines = look.lines.toSorted((one, other) => weight(one) - weight(other) || one.line - other.line);
  const takes = look.lines.some((line) => line.change === "changes" && !(line.contact_center && line.live_chat));
  return (
    <div class={own.look}>
      <Summary look={look} />
      <div class={own.lines}>
        <Table
          caption={t("bulk.lines")}
          rows={lines.slice(0, shown)}
          rowKey={({ line }) => String(line)}
          columns={[
            { key: "line", header: t("bulk.line"), kind: "figure", cell: ({ line }) => line },
            {
              key: "who",
              header: t("field.name"),
              namesRow: true,
              cell: ({ name, email, problem }) => (
                <span class={own.who}>
                  {name || email}
                  {name !== "" && <span class={css.cellSub}>{email}</span>}
                  {/* Beside the name, where a narrow screen shows it without scrolling. */}
                  {problem !== null && <span class={own.problem}>{problem}</span>}
                </span>
              ),
            },
            { key: "contact_center", header: t("licence.contact_center"), cell: (line) => held(line.contact_center) },
            { key: "live_chat", header: t("licence.live_chat"), cell: (line) => held(line.live_chat) },
            { key: "result", header: t("bulk.result"), cell: (line) => <Result line={line} /> },
          ]}
        />
        {lines.length > shown && (
          <div class={people.more}>
            <Button onClick={() => setShown(shown + LINES_AT_ONCE)}>{t("people.more", { count: lines.length - shown })}</Button>
          </div>
        )}
      </div>
      {takes && <p class={css.quiet}>{t("bulk.takeHow")}</p>}
    </div>
  );
}

function Summary({ look }: { look: Assignment }) {
  if (look.faults > 0) {
    return (
      <Banner tone="bad" title={t("bulk.faults", { count: look.faults })}>
        {t("bulk.faultsHow")}
      </Banner>
    );
  }
  if (look.changed === 0) return <Banner title={t("bulk.nothing")} />;
  return (
    <Banner tone="ok" title={t("bulk.changes", { count: look.changed })}>
      {t("bulk.notYet")}
    </Banner>
  );
}

function Result({ line }: { line: AssignmentLine }) {
  if (line.problem !== null) return <Pill tone="bad">{t("bulk.problem")}</Pill>;
  return line.change === "changes" ? <Pill tone="accent">{t("bulk.change")}</Pill> : <span class={css.quiet}>{t("bulk.same")}</span>;
}

function held(holds: boolean | null): string {
  return holds === null ? "–" : t(holds ? "licence.held" : "licence.none");
}

function weight({ problem, change }: AssignmentLine): number {
  if (problem !== null) return 0;
  return change === "changes" ? 1 : 2;
}
