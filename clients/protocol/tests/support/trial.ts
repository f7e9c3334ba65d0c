/**
 * One trial: people write through a flaky network for ten minutes; then it heals, and everything is compared.
 *
 * Owns: what "nothing lost, doubled or reordered" means, as a list of complaints that has to be empty.
 */
import type { Link, OpenLink } from "../../src/link";
import { createSession } from "../../src/session";
import type { Session } from "../../src/session";
import type { ClientFrame, ServerFrame } from "../../src/wire";
import { CONVERSATION, FlakyServer } from "./flaky_server";
import type { Defects, Logged, Viewer } from "./flaky_server";
import { Chance, VirtualTime } from "./virtual_time";

/** A client with a mistake: what it sends or hears is changed on the way, as that mistake would. */
export interface Mistake {
  sends?(frame: ClientFrame, send: (frame: ClientFrame) => void, hear: (frame: ServerFrame) => void): void;
  hears?(frame: ServerFrame, hear: (frame: ServerFrame) => void): void;
}

interface Person {
  name: string;
  viewer: Viewer;
  session: Session;
  /** Loads the page anew: what is not persisted is forgotten. */
  reload(): void;
  view: Logged[];
  sent: { cid: string; text: string }[];
  retried: Set<string>;
  notes: string[];
  answers: number;
}

const VIEWERS: [name: string, viewer: Viewer][] = [
  ["visitor", { id: "visitor-1", kind: "visitor" }],
  ["visitor's other tab", { id: "visitor-1", kind: "visitor" }],
  ["agent", { id: "agent-1", kind: "member" }],
];

/** Returns what is wrong at the end. */
export async function runTrial(seed: number, defects: Defects = {}, mistake: Mistake = {}): Promise<string[]> {
  const time = new VirtualTime();
  const chance = new Chance(seed);
  const server = new FlakyServer(time, chance, defects);
  const people = VIEWERS.map(([name, viewer]) => createPerson(name, viewer, server, time, chance, mistake));
  for (const person of people) person.session.start();
  for (let minute = 0; minute < 10; minute += 1) {
    planMinute(server, people, time, chance);
    await time.advance(60_000);
  }
  await heal(server, people, time);
  return [...server.breaches, ...people.flatMap((person) => complaints(person, server)), ...order(people, server)];
}

function createPerson(
  name: string,
  viewer: Viewer,
  server: FlakyServer,
  time: VirtualTime,
  chance: Chance,
  mistake: Mistake,
): Person {
  let ids = 0;
  const newId = (): string => `${name}-${(ids += 1)}`;
  const open = (): Session => {
    const page = createPage(server, viewer, time, chance, mistake, newId);
    reload = () => {
      const unsent = structuredClone(person.session.unsent());
      page.unload();
      person.session = open();
      follow(person);
      person.session.restore(unsent);
      person.session.start();
    };
    return page.session;
  };
  let reload = (): void => undefined;
  const person: Person = {
    name,
    viewer,
    session: open(),
    reload: () => reload(),
    view: [],
    sent: [],
    retried: new Set(),
    notes: [],
    answers: 0,
  };
  follow(person);
  return person;
}

function createPage(
  server: FlakyServer,
  viewer: Viewer,
  time: VirtualTime,
  chance: Chance,
  mistake: Mistake,
  newId: () => string,
) {
  let loaded = true;
  const whileLoaded = (open: OpenLink): OpenLink => (ear) => {
    const guard = <T extends unknown[]>(hear: (...what: T) => void) => (...what: T) => void (loaded && hear(...what));
    return open({
      opened: guard(ear.opened),
      frame: guard(ear.frame),
      heard: guard(ear.heard),
      closed: guard(ear.closed),
    });
  };
  const links = server.links();
  const session = createSession({
    now: time.now,
    random: chance.next,
    after: (milliseconds, run) => time.after(milliseconds, () => void (loaded && run())),
    newId,
    isHidden: () => false,
    ticket: server.ticketFor(viewer),
    client: "trial",
    links: {
      socket: whileLoaded(mistaken(links.socket, mistake)),
      polling: whileLoaded(mistaken(links.polling, mistake)),
    },
  });
  return { session, unload: () => void (loaded = false) };
}

function follow(person: Person): void {
  person.view = [];
  person.session.follow(streamOf(person.viewer), {
    reset: (view: { entries: Logged[] }) => {
      // A view carries the latest entries; earlier ones are kept, as the screens keep them.
      const first = view.entries[0]?.seq ?? 1;
      person.view = [...person.view.filter(({ seq }) => seq < first), ...view.entries];
    },
    apply: (seq, at, body: Logged["body"]) => void person.view.push({ seq, at, body }),
  });
}

function streamOf({ kind }: Viewer): string {
  return `${kind === "visitor" ? "visitor" : "conversation"}:${CONVERSATION}`;
}

function mistaken(open: OpenLink, { sends, hears }: Mistake): OpenLink {
  return (ear) => {
    const hear = (frame: ServerFrame): void => ear.frame(frame);
    const link: Link = open({ ...ear, frame: (frame) => (hears ? hears(frame, hear) : hear(frame)) });
    return { ...link, send: (frame) => (sends ? sends(frame, link.send, hear) : link.send(frame)) };
  };
}

function planMinute(server: FlakyServer, people: Person[], time: VirtualTime, chance: Chance): void {
  const soon = (run: () => void): void => void time.after(chance.between(0, 60_000), run);
  for (const person of people) {
    for (let count = chance.between(0, 8); count > 0; count -= 1) soon(() => write(person));
    if (person.viewer.kind === "visitor" && chance.happens(0.2)) soon(() => person.reload());
    if (chance.happens(0.3)) soon(() => person.session.notice(chance.pick(["online", "visible"])));
    if (person.viewer.kind === "member" && chance.happens(0.5)) soon(() => void note(person));
  }
  soon(() => retryRefused(people));
  if (chance.happens(0.2)) soon(() => server.restart(chance.between(100, 20_000)));
  if (chance.happens(0.1)) soon(() => server.drain());
  if (chance.happens(0.1)) soon(() => server.changeEpoch());
  if (chance.happens(0.2)) soon(() => (server.socketsBlocked = !server.socketsBlocked));
}

function write(person: Person): void {
  const text = `${person.name} writes ${person.sent.length}`;
  person.sent.push({ cid: person.session.send(CONVERSATION, text), text });
}

async function note(person: Person): Promise<void> {
  const body = `note ${person.notes.length}`;
  person.notes.push(body);
  await person.session.ask({ verb: "note", conversation: CONVERSATION, body });
  person.answers += 1;
}

function retryRefused(people: Person[]): void {
  for (const { session, retried } of people) {
    for (const { cid, state } of session.pending()) {
      if (state !== "failed") continue;
      retried.add(cid);
      session.retry(cid);
    }
  }
}

async function heal(server: FlakyServer, people: Person[], time: VirtualTime): Promise<void> {
  server.badness = 0;
  server.socketsBlocked = false;
  await time.advance(180_000);
  for (let round = 0; round < 3; round += 1) {
    retryRefused(people);
    await time.advance(60_000);
  }
  // Whatever hole is left shows at the next message.
  people.forEach(write);
  await time.advance(60_000);
}

function complaints(person: Person, server: FlakyServer): string[] {
  const { name, session, view, viewer, sent, notes, answers } = person;
  const found: string[] = [];
  const complain = (what: string): void => void found.push(`${name}: ${what}`);
  const log = server.logs[viewer.kind].slice((view[0]?.seq ?? 1) - 1);
  if (session.phase() !== "live") complain(`is ${session.phase()}`);
  if (session.pending().length > 0) complain(`has ${session.pending().length} messages pending`);
  if (JSON.stringify(view) !== JSON.stringify(log)) complain("sees something else than the log");
  if (session.serverNow() - 5_000 > server.logs.member.at(-1)!.at + 120_000) complain("has a wrong clock");
  for (const { cid, text } of sent) {
    const copies = server.logs.member.filter(({ body }) => "cid" in body && body.cid === cid);
    if (copies.length !== 1) complain(`"${text}" is there ${copies.length} times`);
  }
  for (const text of notes) {
    const copies = server.logs.member.filter(({ body }) => body.type === "note" && body.text === text);
    if (copies.length !== 1) complain(`"${text}" is there ${copies.length} times`);
  }
  if (answers !== notes.length) complain(`got ${answers} answers to ${notes.length} requests`);
  return found;
}

/** Messages of one author stand in the order of sending; those he sent again after a refusal may stand later. */
function order(people: Person[], server: FlakyServer): string[] {
  return people.flatMap(({ name, sent, retried }) => {
    const wanted = sent.map(({ cid }) => cid).filter((cid) => !retried.has(cid));
    const known = new Set(wanted);
    const got = server.logs.member.flatMap(({ body }) => ("cid" in body && known.has(body.cid) ? [body.cid] : []));
    return got.join() === wanted.join() ? [] : [`${name}: messages are out of order`];
  });
}
