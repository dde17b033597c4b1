#pragma once
// Recording through a service: events are sent as they are signed, in their order, and its receipts come back.

#include "tools/jejak/receipt.hpp"
#include "tools/jejak/service_flags.hpp"
#include "tools/jejak/submission_reader.hpp"

namespace jejak {

struct ServedRecording {
  bool published = false;  // wait until a checkpoint covers each event, and check its proof
  bool dry_run = false;    // ask only what the law would say
  std::string at;          // for submissions that do not say it
};

// `each` gets the receipts in the order of the submissions. After the first event that is not recorded no other is
// sent; what was sent before it stands. Sending again is safe: an event that is there is answered again. Errors: those
// of the submissions and of asking, with the line; verification (a proof that does not hold under the policy of the
// mirror of this service, if there is one); interrupted. That a proof left a long entry out is told, and no error.
Outcome record_served(Terminal& terminal, const RemoteLedger& remote, SubmissionReader& reader,
                      const ServedRecording& how, const std::function<void(const Receipt&)>& each);

struct ServedHeads {
  Sequence position;
  Hash leaf;
};
// Has the service append a heads entry, waits until a checkpoint covers it, and checks its proof. Errors: those of
// asking; malformed (no receipt); verification, as above.
Result<ServedHeads> append_heads_served(Terminal& terminal, const RemoteLedger& remote);

}  // namespace jejak
