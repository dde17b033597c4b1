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
