/** Runs axe over the page and writes what it finds under it, where a person or a script can read it. */
import axe from "axe-core";

export async function checkAccessibility(root: HTMLElement): Promise<void> {
  const { violations } = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] });
  const report = document.createElement("pre");
  report.id = "axe";
  report.textContent = violations
    .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(" ")}\n  ${node.failureSummary ?? ""}`))
    .concat(`${violations.length} kinds of violation`)
    .join("\n");
  root.append(report);
}
