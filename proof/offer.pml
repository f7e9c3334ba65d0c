/*
 * Who gets the chat, as a model that spin walks through exhaustively: offer, accept, decline, expiry, rounds,
 * leaving, closing; commits that fail, a process that is killed at any moment, answers that never arrive.
 *
 * Owns: the order in which things may happen. One writer; commit, then tell, then answer; time first.
 * Never: ranking, priorities, texts, several inboxes: whom the floor prefers is left open here ("somebody who is
 *     willing"), so what holds does not depend on it.
 * Holds: the laws at the end of this comment, in every state that can be reached.
 *
 * How to read it. Start at the proctype Sequencer. A Chat and a Floor are what src/deskbell/floor/state.py calls so.
 * `memory` is the floor of the running sequencer, `ledger` what is committed, `screen` what was announced. Clients (an
 * agent's devices, visitors, the gateway's watch over a connection) put one request at a time into their slot; the
 * sequencer takes any of them, in any order: a request that has waited long is a late click. The clock may pass a
 * deadline at any moment after its offer was committed.
 *
 * Two things keep it small and lose nothing. A batch is one atomic sequence, in which only a mishap may come between
 * the step, the commit, the announcement and the answer: whoever asks in between could as well have asked before and
 * not have been taken, and a deadline that passes in between is looked at by the next batch. And a batch has one
 * request: several that share a commit end as they would one after the other, or none of them happened (the scope
 * "sharing" has two).
 *
 * Each guard of the design is a switch that takes it away: -DNO_NUMBER, -DNO_TICK_FIRST, ... (proof/guards.py lists
 * them with the file of the product that holds the guard). With all guards: no error; without any one of them: an
 * error.
 *
 * What is asserted has a sentence for a name, because pan prints the name.
 */

#ifndef CHATS
#define CHATS 2
#endif
#ifndef OFFERS_MAX
#define OFFERS_MAX 2       /* of a chat; the deadline of the last one does not pass, and it is not declined */
#endif
#ifndef MISHAPS_MAX
#define MISHAPS_MAX 2      /* kills, failed commits and lost answers, in all */
#endif
#ifndef BATCH_MAX
#define BATCH_MAX 1        /* requests that share a commit */
#endif
#ifndef CAPACITY
#define CAPACITY 1         /* places of each agent */
#endif

#ifndef DEVICES
#define DEVICES 3          /* agent 0 has the devices 0 and 1, agent 1 has device 2; or two agents with one each */
#endif
#if DEVICES == 3
#define agent_of(device) (device / 2)
#else
#define agent_of(device) (device)
#endif

#define AGENTS 2
#define NOBODY AGENTS
#define WATCH (DEVICES + CHATS)   /* the gateway, when it loses sight of agent 1 and sees him again */
#define CLIENTS (DEVICES + CHATS + 1)
#define NO_CHAT CHATS

#define visitor_of(chat) (DEVICES + chat)
#define bit(number) (1 << (number))

/* `taken` is what the floor calls "active", which is a word of Promela's own. */
mtype:state = { absent, waiting, offered, taken, closed };
mtype:kind = { accept, decline, finish, open, leave, lose, find };
mtype:phase = { idle, pending, done, refused, unanswered };

/* floor/state.py: Chat. `ended` counts offers that have an end. `taker` is the client (+1) whose accept won: its
   receipt. `born` is what `since` was at first. */
typedef Chat { mtype:state state; byte offers; byte ended; byte holder; byte since; byte born; byte aside; byte taker };
typedef Floor { Chat chat[CHATS]; bool gone; byte arrivals };

Floor memory;                /* sequencer/sequencer.py: _floor */
byte held[AGENTS];           /* floor/index.py: how many places are taken */
byte reminders[CHATS];       /* floor/index.py: `due`, a bit for each offer's number */

Floor ledger;                /* ledger/: what survives */

typedef Seen { mtype:state state; byte offers; byte holder };
Seen screen[CHATS];          /* what was announced */

typedef Request { mtype:kind kind; mtype:phase phase; byte chat; byte offer };
Request request[CLIENTS];
#ifdef DECIDED_OUTSIDE
bool looked_fine[CLIENTS];
#endif

byte passed[CHATS];          /* the deadlines of offers up to this number have passed */
bool round_due[CHATS];       /* the back-off of this waiting chat is over */
byte mishaps = MISHAPS_MAX;

byte told_accepted[CHATS];   /* the client (+1) who was told that he has this chat */
bool told_opened[CHATS];

/* ── what must hold; hidden: they are no part of a state ─────────────────────────────────────────────────────────── */

hidden byte law_1_no_agent_holds_more_than_his_capacity;
hidden byte law_1_places_are_counted_right;
hidden byte law_2_a_chat_has_one_holder_or_none;
hidden byte law_2_every_offer_ends_exactly_once;
hidden byte law_3_no_chat_waits_while_somebody_willing_is_free;
hidden byte law_4_first_come_first_served;
hidden byte law_6_no_deadline_lies_in_the_past;
hidden byte an_offer_never_ends_early;
hidden byte an_accept_wins_only_before_the_deadline;
hidden byte an_accept_hits_the_offer_that_was_clicked;
hidden byte who_is_gone_has_no_offer;
hidden byte one_client_at_most_is_told_that_he_has_the_chat;
hidden byte whoever_won_is_never_refused;
hidden byte what_was_acknowledged_survives;
hidden byte what_was_told_is_in_the_ledger;
hidden byte nobody_decides_on_what_is_not_committed;
hidden byte at_rest_nobody_waits_in_vain;
hidden byte at_rest_no_deadline_was_missed;

hidden byte c;               /* counters of loops that nothing interrupts */
hidden byte a;
hidden byte load;
hidden byte fine;

/* ── floor/choose.py, floor/evolve.py: who is willing ────────────────────────────────────────────────────────────── */

#define is_here(agent) (agent != 1 || !memory.gone)
#define is_free(agent) (held[agent] < CAPACITY && is_here(agent))
#define stands_aside(agent, one) ((memory.chat[one].aside & bit(agent)) != 0)

#ifdef NO_PLACE_CHECK
#define has_room(agent) true
#else
#ifdef STALE_CAPACITY
byte held_before[AGENTS];
#define has_room(agent) (held_before[agent] < CAPACITY)
#else
#define has_room(agent) (held[agent] < CAPACITY)
#endif
#endif

#define is_willing(agent, one) (is_here(agent) && has_room(agent) && !stands_aside(agent, one))
#define can_go(one) (memory.chat[one].state == waiting && (is_willing(0, one) || is_willing(1, one)))

/* ── floor/offers.py, floor/evolve.py: making and ending an offer ────────────────────────────────────────────────── */

inline make_offer(one, agent) {
    for (c : 0 .. CHATS - 1) {
        law_4_first_come_first_served =
            !(c != one && can_go(c) && is_willing(agent, c) && memory.chat[c].born < memory.chat[one].born);
        assert(law_4_first_come_first_served)
    }
    memory.chat[one].state = offered;
    memory.chat[one].offers++;
    memory.chat[one].holder = agent;
    held[agent]++;
    reminders[one] = reminders[one] | bit(memory.chat[one].offers)
}

inline free_place(one) {
    held[memory.chat[one].holder]--;
    memory.chat[one].holder = NOBODY
}

/* Back to the queue, where it stood: `since` does not change (floor/evolve.py: _offer_ended). */
inline end_offer(one) {
    memory.chat[one].ended++;
    memory.chat[one].state = waiting;
    free_place(one)
}

inline stand_aside(one) {
    memory.chat[one].aside = memory.chat[one].aside | bit(memory.chat[one].holder)
}

/* A closed chat never changes again: what it went through is forgotten, for fewer states. Its receipt is kept. */
inline close_chat(one) {
    memory.chat[one].state = closed;
    memory.chat[one].offers = 0;
    memory.chat[one].ended = 0;
    memory.chat[one].since = 0;
    memory.chat[one].born = 0;
    memory.chat[one].aside = 0;
    reminders[one] = 0
}

inline expire(one) {
    an_offer_never_ends_early = passed[one] >= memory.chat[one].offers;
    assert(an_offer_never_ends_early);
    stand_aside(one);
    end_offer(one);
#ifdef EXPIRE_KEEPS_PLACE
    held[0] = held[0] + (memory.chat[one].aside & 1);
    held[1] = held[1] + (memory.chat[one].aside >> 1)
#endif
}

/* ── floor/settle.py: offer until nothing more can be offered ────────────────────────────────────────────────────── */

/* The first in the queue whom somebody can take; whom of those who can is left open. */
inline settle() {
#ifdef STALE_CAPACITY
    held_before[0] = held[0];
    held_before[1] = held[1];
#endif
    do
    :: true ->
        d_step {
            turn = NO_CHAT;
            for (c : 0 .. CHATS - 1) {
                if
                :: can_go(c) && (turn == NO_CHAT || memory.chat[c].since < memory.chat[turn].since) -> turn = c
                :: else
                fi
            }
        };
        if
        :: turn == NO_CHAT -> break
        :: turn != NO_CHAT && is_willing(0, turn) -> agent = 0
        :: turn != NO_CHAT && is_willing(1, turn) -> agent = 1
        fi;
        d_step { make_offer(turn, agent) }
    od;
    turn = 0;
    agent = 0;
#ifdef STALE_CAPACITY
    held_before[0] = 0;
    held_before[1] = 0;
#endif
}

/* ── floor/deadlines.py: what is due ─────────────────────────────────────────────────────────────────────────────── */

#define reached(one) (bit(passed[one] + 1) - 2)     /* a bit for each number up to `passed` */
#define offer_due(one) ((reminders[one] & reached(one)) != 0)
#define is_due(one) (offer_due(one) || round_due[one])

#ifdef TIMER_NOT_CHECKED
#define still_stands(one) (memory.chat[one].state == offered)
#else
#define still_stands(one) (memory.chat[one].state == offered && (reached(one) & bit(memory.chat[one].offers)))
#endif

inline lapse(one) {
    d_step {
        if
        :: offer_due(one) && still_stands(one) -> expire(one)
        :: else
        fi;
        reminders[one] = reminders[one] & ~reached(one);
        if
        :: round_due[one] && memory.chat[one].state == waiting -> memory.chat[one].aside = 0
        :: else
        fi;
        round_due[one] = false
    }
}

/* ── floor/offers.py, chats.py, agents.py: what each request means ───────────────────────────────────────────────── */

#define asked request[who]
#define chat_asked memory.chat[request[who].chat]

#define is_open_offer(chat, who) (chat.state == offered && chat.holder == agent_of(who) && chat.offers == asked.offer)

#ifdef DECIDED_OUTSIDE
#define offer_stands looked_fine[who]
#else
#ifdef NO_NUMBER
#define offer_stands (chat_asked.state == offered && chat_asked.holder == agent_of(who))
#else
#define offer_stands is_open_offer(chat_asked, who)
#endif
#endif

#ifdef NO_RECEIPT
#define is_repeat false
#else
#define is_repeat (chat_asked.taker == who + 1)
#endif

inline decide_accept() {
    if
    :: is_repeat -> asked.phase = done
    :: !is_repeat && offer_stands ->
        an_accept_hits_the_offer_that_was_clicked = is_open_offer(chat_asked, who);
        assert(an_accept_hits_the_offer_that_was_clicked);
        an_accept_wins_only_before_the_deadline = passed[asked.chat] < asked.offer;
        assert(an_accept_wins_only_before_the_deadline);
        chat_asked.state = taken;
        chat_asked.ended++;
        chat_asked.aside = 0;
        chat_asked.taker = who + 1;
        asked.phase = done
    :: else ->
        whoever_won_is_never_refused = chat_asked.taker != who + 1;
        assert(whoever_won_is_never_refused);
        asked.phase = refused
    fi
}

inline decide_decline() {
    if
    :: is_open_offer(chat_asked, who) ->
        stand_aside(asked.chat);
        end_offer(asked.chat);
#ifdef DECLINE_LOSES_TURN
        chat_asked.since = memory.arrivals;
        memory.arrivals++;
#endif
        asked.phase = done
    :: else -> asked.phase = refused
    fi
}

inline decide_finish() {
    if
    :: chat_asked.state == taken && chat_asked.holder == agent_of(who) ->
        free_place(asked.chat);
        close_chat(asked.chat);
#ifdef NO_SETTLE_ON_FREE
        is_settled = true;
#endif
        asked.phase = done
    :: else -> asked.phase = refused
    fi
}

inline decide_open() {
    if
    :: chat_asked.state == absent ->
        chat_asked.state = waiting;
        chat_asked.since = memory.arrivals;
        chat_asked.born = memory.arrivals;
        memory.arrivals++
    :: else
    fi;
    asked.phase = done
}

/* The visitor leaves: an open offer is rescinded, whoever held the chat has his place back. */
inline decide_leave() {
    if
    :: chat_asked.state == offered ->
#ifdef LEAVE_KEEPS_OFFER
        skip
#else
        end_offer(asked.chat)
#endif
    :: chat_asked.state == taken -> free_place(asked.chat)
    :: else
    fi;
    close_chat(asked.chat);
    asked.phase = done
}

/* Agent 1 is out of sight: his offers are lost at once, which is no miss (floor/agents.py: lose_member). */
inline decide_lose() {
    memory.gone = true;
#ifndef LOST_KEEPS_OFFER
    for (c : 0 .. CHATS - 1) {
        if
        :: memory.chat[c].state == offered && memory.chat[c].holder == 1 -> end_offer(c)
        :: else
        fi
    }
#endif
    asked.phase = done
}

inline decide() {
    d_step {
        if
        :: asked.kind == accept -> decide_accept()
        :: asked.kind == decline -> decide_decline()
        :: asked.kind == finish -> decide_finish()
        :: asked.kind == open -> decide_open()
        :: asked.kind == leave -> decide_leave()
        :: asked.kind == lose -> decide_lose()
        :: asked.kind == find -> memory.gone = false; asked.phase = done
        fi
    }
}

/* ── floor/invariants.py: looked at after every batch ────────────────────────────────────────────────────────────── */

inline check_laws() {
    d_step {
        for (a : 0 .. AGENTS - 1) {
            load = 0;
            for (c : 0 .. CHATS - 1) {
                load = load + (memory.chat[c].holder == a)
            }
            law_1_no_agent_holds_more_than_his_capacity = load <= CAPACITY;
            assert(law_1_no_agent_holds_more_than_his_capacity);
            law_1_places_are_counted_right = held[a] == load;
            assert(law_1_places_are_counted_right)
        }
        for (c : 0 .. CHATS - 1) {
            fine = memory.chat[c].state == offered || memory.chat[c].state == taken;
            law_2_a_chat_has_one_holder_or_none = fine == (memory.chat[c].holder != NOBODY);
            assert(law_2_a_chat_has_one_holder_or_none);
            law_2_every_offer_ends_exactly_once =
                memory.chat[c].ended + (memory.chat[c].state == offered) == memory.chat[c].offers;
            assert(law_2_every_offer_ends_exactly_once);
            law_3_no_chat_waits_while_somebody_willing_is_free = !(memory.chat[c].state == waiting &&
                (is_free(0) && !stands_aside(0, c) || is_free(1) && !stands_aside(1, c)));
            assert(law_3_no_chat_waits_while_somebody_willing_is_free);
            law_6_no_deadline_lies_in_the_past =
                !(memory.chat[c].state == offered && passed[c] >= memory.chat[c].offers);
            assert(law_6_no_deadline_lies_in_the_past);
            who_is_gone_has_no_offer = !(memory.chat[c].state == offered && memory.chat[c].holder == 1 && memory.gone);
            assert(who_is_gone_has_no_offer)
        }
    }
}

/* ── sequencer/: commit, tell, answer, recover ───────────────────────────────────────────────────────────────────── */

inline copy_chat(from, to) {
    to.state = from.state;
    to.offers = from.offers;
    to.ended = from.ended;
    to.holder = from.holder;
    to.since = from.since;
    to.born = from.born;
    to.aside = from.aside;
    to.taker = from.taker
}

inline copy_floor(from, to) {
    for (c : 0 .. CHATS - 1) {
        copy_chat(from.chat[c], to.chat[c])
    }
    to.gone = from.gone;
    to.arrivals = from.arrivals
}

inline commit() {
    d_step {
        copy_floor(memory, ledger);
        for (c : 0 .. CHATS - 1) {
            if
            :: ledger.chat[c].state == closed -> passed[c] = 0
            :: else
            fi
        }
    }
}

inline announce(floor) {
    for (c : 0 .. CHATS - 1) {
        screen[c].state = floor.chat[c].state;
        screen[c].offers = floor.chat[c].offers;
        screen[c].holder = floor.chat[c].holder
    }
}

/* Whoever was decided about is told. Whose answer is lost on its way does not know, and may ask the same again. */
inline answer_all() {
    d_step {
        for (a : 0 .. CLIENTS - 1) {
            if
            :: request[a].phase == done && request[a].kind == accept ->
                one_client_at_most_is_told_that_he_has_the_chat =
                    told_accepted[request[a].chat] == 0 || told_accepted[request[a].chat] == a + 1;
                assert(one_client_at_most_is_told_that_he_has_the_chat);
                told_accepted[request[a].chat] = a + 1
            :: request[a].phase == done && request[a].kind == open -> told_opened[request[a].chat] = true
            :: else
            fi;
            if
            :: request[a].phase == done || request[a].phase == refused -> forget(a)
            :: else
            fi
        }
    }
}

inline forget(who) {
    request[who].phase = idle;
    request[who].kind = 0;
    request[who].offer = 0;
#ifdef DECIDED_OUTSIDE
    looked_fine[who] = false;
#endif
    if
    :: who < DEVICES -> request[who].chat = 0
    :: else
    fi
}

inline lose_answers() {
    for (a : 0 .. CLIENTS - 1) {
        if
        :: request[a].phase == done || request[a].phase == refused -> request[a].phase = unanswered
        :: else
        fi
    }
}

/* sequencer/recover.py and floor/evolve.py: rebuild_index. Everything but the ledger and the time is gone. */
inline recover() {
    d_step {
        for (c : 0 .. CHATS - 1) {
            what_was_acknowledged_survives =
                (told_accepted[c] == 0 || ledger.chat[c].taker == told_accepted[c]) &&
                (!told_opened[c] || ledger.chat[c].state != absent);
            assert(what_was_acknowledged_survives);
            what_was_told_is_in_the_ledger =
                ledger.chat[c].state == closed || screen[c].offers <= ledger.chat[c].offers &&
                (screen[c].state != taken || ledger.chat[c].taker != 0);
            assert(what_was_told_is_in_the_ledger)
        }
        copy_floor(ledger, memory);
        held[0] = 0;
        held[1] = 0;
        for (c : 0 .. CHATS - 1) {
            reminders[c] = 0;
            round_due[c] = false;
#ifndef PLACES_NOT_REBUILT
            if
            :: memory.chat[c].holder != NOBODY -> held[memory.chat[c].holder]++
            :: else
            fi;
#endif
#ifndef DEADLINES_NOT_DERIVED
            if
            :: memory.chat[c].state == offered -> reminders[c] = bit(memory.chat[c].offers)
            :: else
            fi
#endif
        }
        for (a : 0 .. CLIENTS - 1) {
            if
            :: request[a].phase != idle -> request[a].phase = unanswered
            :: else
            fi
        }
        announce(ledger);
        c = 0
    }
}

inline check_committed() {
    d_step {
        for (c : 0 .. CHATS - 1) {
            nobody_decides_on_what_is_not_committed =
                memory.chat[c].state == ledger.chat[c].state && memory.chat[c].offers == ledger.chat[c].offers &&
                memory.chat[c].holder == ledger.chat[c].holder;
            assert(nobody_decides_on_what_is_not_committed)
        }
    }
}

#define is_pending(who) (request[who].phase == pending)

#define somebody_asks \
    (is_pending(0) || is_pending(1) || is_pending(2) || is_pending(3) || is_pending(WATCH - 1) || is_pending(WATCH) || \
        (DEVICES + CHATS == 6 && is_pending(4)))
#if CHATS == 2
#define something_is_due (is_due(0) || is_due(1))
#else
#define something_is_due (is_due(0) || is_due(1) || is_due(2))
#endif

#ifdef NO_ALARM
#define something_wakes somebody_asks
#else
#define something_wakes (somebody_asks || something_is_due)
#endif

/* The first whose time has come; one = CHATS: nobody's has. */
inline find_due() {
    one = 0;
    do
    :: one < CHATS && !is_due(one) -> one++
    :: else -> break
    od
}

/* Any of those who ask; who = CLIENTS: nobody, or they come too late for this batch. */
inline choose_request() {
    who = 0;
    do
    :: who < CLIENTS && is_pending(who) -> break
    :: who < CLIENTS -> who++
    :: who == CLIENTS -> break
    od
}

#ifdef NO_TICK_FIRST
#define is_a_request_s_turn (in_batch < BATCH_MAX)
#else
#define is_a_request_s_turn (one == CHATS && in_batch < BATCH_MAX)
#endif

/* sequencer/batch.py, floor/step.py: time first, then any number of requests. After each, everything is settled. */
inline take_batch() {
    do
    :: true ->
        find_due();
        who = CLIENTS;
        if
        :: is_a_request_s_turn -> choose_request()
        :: else
        fi;
        if
        :: who < CLIENTS -> decide(); in_batch++
        :: who == CLIENTS && one < CHATS -> lapse(one)
        :: else -> break
        fi;
        if
        :: is_settled
        :: !is_settled -> settle()
        fi;
        is_settled = false
    od;
    one = 0;
    who = 0;
    in_batch = 0
}

active proctype Sequencer() {
    byte turn, agent, one, who, in_batch;
    bool is_settled;
    d_step {
        for (c : 0 .. CHATS - 1) {
            memory.chat[c].state = absent;
            memory.chat[c].holder = NOBODY;
            request[visitor_of(c)].chat = c
        }
        for (a : 0 .. CLIENTS - 1) {
            request[a].phase = idle
        }
        copy_floor(memory, ledger);
        announce(ledger);
        c = 0
    }
end:
    do
    :: atomic { something_wakes ->
        check_committed();
        take_batch();
        check_laws();
        /* From here on the floor in memory is ahead of the ledger. sequencer.py: _take_batch. */
#ifdef ACK_BEFORE_COMMIT
        answer_all();
#endif
#ifdef TELL_BEFORE_COMMIT
        d_step { announce(memory); c = 0 };
#endif
        if
        :: commit()
        :: mishaps > 0 -> mishaps--; goto failed                 /* killed, or the commit fails */
        fi;
#ifndef TELL_BEFORE_COMMIT
        if
        :: d_step { announce(ledger); c = 0 }
        :: mishaps > 0 -> mishaps--; goto dead                   /* killed between commit and announcement */
        fi;
#endif
#ifndef ACK_BEFORE_COMMIT
        if
        :: answer_all()
        :: mishaps > 0 -> mishaps--; lose_answers()              /* all lines are cut */
        fi
#endif
        }
    :: atomic { mishaps > 0 -> mishaps--; goto dead }            /* killed while it sleeps */
    od;
failed:
#ifdef FAILED_COMMIT_GOES_ON
    atomic { lose_answers(); goto end };
#endif
dead:
    recover();
    goto end
}

/* ── everybody else ──────────────────────────────────────────────────────────────────────────────────────────────── */

inline ask(who_asks, what, which, number) {
    request[who_asks].kind = what;
    request[who_asks].chat = which;
    request[who_asks].offer = number;
#ifdef DECIDED_OUTSIDE
    looked_fine[who_asks] = what == accept &&
        ledger.chat[which].state == offered && ledger.chat[which].offers == number;
#endif
    request[who_asks].phase = pending
}

/* Whoever got no answer asks the same again, or lets it be (clients/protocol/src/outbox.ts). */
#define gets_no_answer(who_asks) (request[who_asks].phase == unanswered)
inline ask_again_or_not(who_asks) {
    if
    :: request[who_asks].phase = pending
    :: d_step { forget(who_asks) }
    fi
}

#define shows(which, what, me) \
    (request[me].phase == idle && screen[which].state == what && screen[which].holder == agent_of(me))

#define can_click(which, me) (shows(which, offered, me) || shows(which, taken, me))
#if CHATS == 2
#define something_to_click(me) (can_click(0, me) || can_click(1, me))
#else
#define something_to_click(me) (can_click(0, me) || can_click(1, me) || can_click(2, me))
#endif

proctype Device(byte me) {
    byte which;
end:
    do
    :: atomic {
        gets_no_answer(me) || something_to_click(me) ->
        if
        :: gets_no_answer(me) -> ask_again_or_not(me)
        :: else ->
            which = 0;
            do
            :: which < CHATS && shows(which, offered, me) -> ask(me, accept, which, screen[which].offers); break
            :: which < CHATS && shows(which, offered, me) && screen[which].offers < OFFERS_MAX ->
                ask(me, decline, which, screen[which].offers); break
            :: which < CHATS && shows(which, taken, me) -> ask(me, finish, which, 0); break
            :: which < CHATS -> which++
            :: which == CHATS -> break
            od
        fi;
        which = 0
        }
#ifdef SOMEBODY_GOES_HOME
    :: request[me].phase == idle -> break      /* and never clicks again */
#endif
    od
}

proctype Visitor(byte which) {
    atomic { request[visitor_of(which)].phase == idle -> ask(visitor_of(which), open, which, 0) };
end:
    do
    :: atomic { gets_no_answer(visitor_of(which)) -> ask_again_or_not(visitor_of(which)) }
    :: atomic {
#ifdef NOBODY_LEAVES
        false &&
#endif
        which == 0 && request[visitor_of(which)].phase == idle &&
            screen[which].state != absent && screen[which].state != closed ->
        ask(visitor_of(which), leave, which, 0)
        }
    od
}

/* gateway/presence.py: agent 1 is lost once, and found again. */
proctype Connection() {
    atomic { request[WATCH].phase == idle -> ask(WATCH, lose, 0, 0) };
end:
    do
    :: atomic { gets_no_answer(WATCH) -> request[WATCH].phase = pending }
    :: atomic { request[WATCH].phase == idle && ledger.gone -> ask(WATCH, find, 0, 0) }
    od
}

/* Deadlines pass whenever they like, in the order of the offers. */
#define matters(one) (ledger.chat[one].state == offered || reminders[one] != 0)
#define can_pass(one) (passed[one] + 1 < OFFERS_MAX && passed[one] < ledger.chat[one].offers && matters(one))
#ifdef NO_NEW_ROUND
#define round_can_come(one) false
#else
#define round_can_come(one) \
    (!round_due[one] && ledger.chat[one].state == waiting && ledger.chat[one].aside != 0)
#endif

proctype Clock(byte one) {
end:
    do
    :: atomic { can_pass(one) -> passed[one]++ }
    :: atomic { round_can_come(one) -> round_due[one] = true }
    od
}

/* When nothing can happen any more, nothing is left undone. */
proctype Rest() {
    atomic {
        timeout ->
        d_step {
            for (c : 0 .. CHATS - 1) {
                at_rest_nobody_waits_in_vain = !(memory.chat[c].state == waiting && (is_free(0) || is_free(1)));
                assert(at_rest_nobody_waits_in_vain);
                at_rest_no_deadline_was_missed =
                    !(memory.chat[c].state == offered && passed[c] >= memory.chat[c].offers);
                assert(at_rest_no_deadline_was_missed)
            }
        }
    }
}

init {
    byte one;
    atomic {
        request[0].phase == idle ->     /* the sequencer is there */
        run Device(0);
        run Device(1);
        run Device(2);
        for (one : 0 .. CHATS - 1) {
            run Visitor(one);
            run Clock(one)
        }
#ifndef NOBODY_IS_LOST
        run Connection();
#endif
        run Rest()
    }
}
