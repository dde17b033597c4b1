#pragma once
// The views of one data folder: a second database beside the ledger's that may be deleted at any time. Each view has
// its rows under its own name and version, so that a new version is built beside the old one.

#include "projections/view_store.hpp"

namespace jejak {

class ViewDatabase {
 public:
  // `folder` is made if it is missing. One process at a time. Errors: unavailable (another process has it), corrupt
  // (then `wipe` and open again), permission, disk.
  static Result<std::unique_ptr<ViewDatabase>> open(const std::string& folder);
  // Deletes the database's files in `folder`, damaged or not, and nothing else. Must not be open. Errors: disk,
  // permission, unavailable.
  static Outcome wipe(const std::string& folder);
  ~ViewDatabase();  // after all stores made from it

  // A view's rows, whether any exist yet or not. Reading: any thread; writing: one thread.
  std::unique_ptr<ViewStore> view(const ViewName& name);
  // Every view that has a position, ascending.
  Result<std::vector<ViewName>> names() const;
  // Deletes a view, all or nothing.
  Outcome drop(const ViewName& name);

  struct Parts;

 private:
  explicit ViewDatabase(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace jejak
