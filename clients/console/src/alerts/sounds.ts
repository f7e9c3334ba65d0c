/**
 * The console's three sounds, made on the spot: no file to load, nothing a blocked request could silence.
 *
 * Holds: browsers let a page sound only after a gesture; `soundState` says whether ours may, and any press anywhere opens
 * the way.
 */
import { signal } from "@preact/signals";
import { preferences } from "../preferences/preferences.ts";

export type SoundState = "blocked" | "ready" | "missing";

export type Sound = "offer" | "message" | "assigned";

interface Tone {
  hertz: number;
  at: number;
  seconds: number;
}

/** Short, soft at both ends; the offer rises twice, so that it is told from everything else in a noisy room. */
const TONES: Record<Sound, Tone[]> = {
  offer: [
    { hertz: 660, at: 0, seconds: 0.16 },
    { hertz: 880, at: 0.17, seconds: 0.22 },
    { hertz: 660, at: 0.5, seconds: 0.16 },
    { hertz: 880, at: 0.67, seconds: 0.3 },
  ],
  message: [{ hertz: 587, at: 0, seconds: 0.14 }],
  assigned: [
    { hertz: 523, at: 0, seconds: 0.12 },
    { hertz: 659, at: 0.13, seconds: 0.18 },
  ],
};

/** Full volume of one tone: louder hurts in headphones. */
const GAIN_MAX = 0.25;
const EDGE_SECONDS = 0.015;

export const soundState = signal<SoundState>("blocked");

let context: AudioContext | null = null;

/** Waits for the first gesture, which lets the page sound. Returns how to stop waiting. */
export function startSounds(): () => void {
  if (typeof AudioContext === "undefined") {
    soundState.value = "missing";
    return () => undefined;
  }
  const ended = new AbortController();
  const options = { signal: ended.signal, capture: true };
  for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, () => void unlockSound(), options);
  return () => ended.abort();
}

/** Call from a press: opens the way for sounds. True if they will be heard. */
export async function unlockSound(): Promise<boolean> {
  if (typeof AudioContext === "undefined") return false;
  context ??= new AudioContext();
  if (context.state !== "running") await context.resume().catch(() => undefined);
  soundState.value = context.state === "running" ? "ready" : "blocked";
  return soundState.value === "ready";
}

/** Plays `sound` if the browser lets us. */
export function playSound(sound: Sound): void {
  const volume = preferences.peek().volume / 100;
  if (context?.state !== "running" || volume === 0) return;
  for (const tone of TONES[sound]) playTone(context, tone, volume * GAIN_MAX);
}

function playTone(audio: AudioContext, { hertz, at, seconds }: Tone, gain: number): void {
  const from = audio.currentTime + at;
  const oscillator = audio.createOscillator();
  const envelope = audio.createGain();
  oscillator.frequency.value = hertz;
  envelope.gain.setValueAtTime(0, from);
  envelope.gain.linearRampToValueAtTime(gain, from + EDGE_SECONDS);
  envelope.gain.setValueAtTime(gain, from + seconds - EDGE_SECONDS);
  envelope.gain.linearRampToValueAtTime(0, from + seconds);
  oscillator.connect(envelope).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(from + seconds);
}
