// The forms of bodies by name; schema.ts is made from the OpenAPI document.

import type { components, operations } from './schema.js';

type Schemas = components['schemas'];
export type BatchLine = Schemas['BatchLine'];
export type CloudEvent = Schemas['CloudEvent'];
export type Event = Schemas['Event'];
export type EventPage = Schemas['EventPage'];
export type Position = Schemas['Position'];
export type Prepared = Schemas['Prepared'];
export type Problem = Schemas['Problem'];
export type Receipt = Schemas['Receipt'];
export type Rehearsal = Schemas['Rehearsal'];
export type Signature = Schemas['Signature'];
export type Status = Schemas['Status'];
export type Submission = Schemas['Submission'];

type ListQuery = NonNullable<operations['listEvents']['parameters']['query']>;
// Values of one member, separated by commas, are alternatives; members must all hold.
export type Filter = Pick<ListQuery, 'type' | 'agency' | 'case' | 'stream' | 'election' | 'verdict'>;
export type Wait = 'sequenced' | 'published' | 'witnessed';

export type CaseAnswer = Schemas['CaseAnswer'];
export type TallyAnswer = Schemas['TallyAnswer'];

type QueryOf<Operation extends keyof operations> = NonNullable<operations[Operation]['parameters']['query']>;
export type CaseQuery = QueryOf<'getCase'>;
export type TallyQuery = QueryOf<'getTallies'>;
// What is asked for as a list, with its items and its query.
export interface Lists {
  cases: { item: Schemas['CaseSummary']; query: QueryOf<'listCases'> };
  deadlines: { item: Schemas['Deadline']; query: QueryOf<'listDeadlines'> };
  windows: { item: Schemas['Windows']; query: QueryOf<'listWindows'> };
  offices: { item: Schemas['OfficeHistory']; query: QueryOf<'listOffices'> };
  approvals: { item: Schemas['Approval']; query: QueryOf<'listApprovals'> };
  refusals: { item: Schemas['RefusalFound']; query: QueryOf<'listRefusals'> };
  findings: { item: Schemas['Finding']; query: QueryOf<'listFindings'> };
}
