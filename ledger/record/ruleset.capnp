@0xd3f1b07c5a9e6481;
# A rule set, as its authors write it (Cap'n Proto text format) and as an event embeds it (binary: numbers, not
# names). Numbers are kept for ever and only added. docs/formats/ruleset.md describes both.
#
# A date is the number YYYYMMDD, 20200923 for 23 September 2020; 0 means none.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("jejak::schema");

struct RuleSet {
  id @0 :Text;
  inForceFrom @1 :UInt32;
  inForceUntil @2 :UInt32;      # the last day; 0: no end
  sanctions @3 :List(Sanction);
  roles @4 :List(Role);
  policies @5 :List(Policy);
  deadlines @6 :List(Deadline);
  approvals @7 :List(Approval);
  competences @8 :List(Competence);
  windows @9 :List(Window);
}

enum Level {
  unset @0;
  ethics @1;
  light @2;
  moderate @3;
  severe @4;
  status @5;
  contract @6;
  discharge @7;
}

enum Remedy {
  unset @0;
  objection @1;
  appeal @2;
  none @3;
}

enum Unit {
  unset @0;
  wd @1;        # working days
  cd @2;        # calendar days
  monthEnd @3;
  hour @4;
}

enum ApprovalReason {
  unset @0;
  window @1;
  actingHead @2;
  dukcapil @3;
  rank @4;
}

enum WindowKind {
  unset @0;
  beforeDetermination @1;
  afterInauguration @2;
}

struct Sanction {
  code @0 :Text;
  level @1 :Level;
  durationMonths @2 :Int32;
  leavesPost @3 :Bool;
  dismissal @4 :Bool;
  actsFrom @5 :UInt32;
  actsUntil @6 :UInt32;
  tracks @7 :List(Text);
  remedy @8 :Remedy;
  verified @9 :Bool;
  source @10 :Text;
}

struct Role {
  role @0 :Text;
  filledBy @1 :Text;
  from @2 :UInt32;
  until @3 :UInt32;
  verified @4 :Bool;
  source @5 :Text;
}

struct Policy {
  name @0 :Text;
  value @1 :Text;
  verified @2 :Bool;
  source @3 :Text;
}

struct Deadline {
  id @0 :Text;
  count @1 :Int32;
  unit @2 :Unit;
  startRule @3 :Text;
  hard @4 :Bool;
  before @5 :Bool;
  verified @6 :Bool;
  source @7 :Text;
}

struct Approval {
  rank @0 :Text;
  headsUnit @1 :Bool;
  post @2 :Text;
  reason @3 :ApprovalReason;
  need @4 :Text;
  alsoAccepted @5 :List(Text);
  dismissalOnly @6 :Bool;
  basis @7 :Text;
  verified @8 :Bool;
  source @9 :Text;
}

struct Competence {
  rank @0 :Text;
  level @1 :Level;
  decider @2 :Text;
  verified @3 :Bool;
  source @4 :Text;
}

struct Window {
  kind @0 :WindowKind;
  months @1 :Int32;
  basis @2 :Text;
  verified @3 :Bool;
  source @4 :Text;
}
