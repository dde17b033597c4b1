#pragma once
// One entry as a CloudEvent in JSON, on one line (CloudEvents 1.0.2, JSON event format, structured mode):
//
// {"specversion":"1.0","id":"0190…","source":"https://jejak.example/2020","type":"example.jejak.CaseOpened",
//  "subject":"case-2020-17","time":"2020-07-18T09:30:00+08:00","recordedtime":"2020-07-18T01:31:07.000000Z",
//  "sequence":"00000000000000001464","causationid":"0190…",
//  "data":{"position":1464,"verdict":"ADMITTED","leaf_hash":"<hex>","event":{…}}}
//
// `time` is the legal one (midnight where no minute was said), `recordedtime` the ledger's. The event is its JSON face
// (ledger/record/json.hpp). A genesis or heads entry has the id "entry-0", no subject, and in the place of the event
// "kind":"genesis". The thin form, for receivers who have yet to show that they may read, has in its place
// "case" or "stream", and "type".
// Any thread. The same entry gives the same bytes.

#include "projections/projection.hpp"

namespace jejak {

// What all events of one ledger share; made once.
struct CloudEventSource {
  std::string source;       // an absolute URI
  std::string type_prefix;  // in front of the catalogue's name, "example.jejak."
};

// By the ledger's origin, a host and perhaps a path: "https://" before it, and the host's labels in reverse.
CloudEventSource cloud_event_source(std::string_view origin);

inline constexpr std::string_view cloud_event_media_type = "application/cloudevents+json";

// Appends, and never more than the event's JSON and a kilobyte.
void append_cloud_event(std::string& out, const CloudEventSource& source, const ProjectedEntry& entry);
void append_thin_cloud_event(std::string& out, const CloudEventSource& source, const ProjectedEntry& entry);

// The CloudEvents type of an entry: what an event stream names its events by.
std::string cloud_event_type(const CloudEventSource& source, const ProjectedEntry& entry);

}  // namespace jejak
