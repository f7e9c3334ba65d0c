/** The organisation over HTTP. */
import { get, patch, post, put } from "../http/client.ts";
import { createResource } from "../http/resource.ts";
import type { Organisation } from "../http/shapes.ts";

export const organisation = createResource(() => get<Organisation>("/organisation"));

export type OrganisationChange = Partial<Pick<Organisation, "name" | "time_zone">>;

export const changeOrganisation = (change: OrganisationChange): Promise<Organisation> => patch("/organisation", change);

/** Whether supervisors may assign beyond capacity. What holds is on the team's stream. */
export const setOverriding = (allowed: boolean): Promise<void> => put("/organisation/overriding", { allowed });

/** The Owner's word that somebody else is the Owner from now on. */
export interface HandOver {
  member: string;
  password: string;
  code?: string;
}

export const handOver = (body: HandOver): Promise<void> => post("/organisation/owner", body);
