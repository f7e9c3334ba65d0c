/** What the HTTP API says about one's own account. */

/** A browser that is signed in. */
export interface SessionLine {
  id: string;
  /** The one that asks. */
  current: boolean;
  created_at: number;
  seen_at: number;
  /** "Firefox on Windows"; empty where the browser did not say. */
  device: string;
  address: string;
}

/** A second factor that is not in force yet. */
export interface Enrolment {
  secret: string;
  /** otpauth://… for an app on this very device. */
  uri: string;
  qr: QrCode;
}

/** A picture as one SVG path on a grid of `size` × `size` modules, its empty rim included. */
export interface QrCode {
  size: number;
  path: string;
}

export interface IssuedCodes {
  recovery_codes: string[];
}
