// What others read of the tree: exactly what C2SP tlog-tiles says, and nothing beyond the published size.
#include "api/routes.hpp"
#include "ledger/proof/tree_reader.hpp"
#include "tests/api/serving.hpp"

#include <atomic>

using namespace jejak;
using namespace jejak::test;

namespace {

// A reader who knows nothing but the paths of the tiles.
class FetchedTiles final : public TileSource {
 public:
  explicit FetchedTiles(const Serving& serving) : serving_(serving) {}
  Result<Tile> tile(TileId id, std::uint64_t width) const override {
    const auto got = serving_.get("/" + tile_path(id, width));
    if (got.status != 200) return Error{Errc::not_found, tile_path(id, width)};
    Tile out(got.body.size() / 32);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto bytes = to_array<32>(view(got.body).subspan(i * 32, 32));
      out[i] = Hash{*bytes};
    }
    return out;
  }

 private:
  const Serving& serving_;
};

// What a route needs of a ledger, with the host of another.
struct Borrowed : Served {
  explicit Borrowed(Host& lender) : Served(std::unique_ptr<Host>(&lender)) {}
  ~Borrowed() { static_cast<void>(host.release()); }
};

std::vector<std::string> entries_of(std::string_view bundle) {
  std::vector<std::string> out;
  while (bundle.size() >= 2) {
    const auto size =
        static_cast<std::size_t>(static_cast<unsigned char>(bundle[0]) << 8 | static_cast<unsigned char>(bundle[1]));
    REQUIRE(bundle.size() >= 2 + size);
    out.emplace_back(bundle.substr(2, size));
    bundle.remove_prefix(2 + size);
  }
  REQUIRE(bundle.empty());
  return out;
}

}  // namespace

TEST_CASE("tree: whoever reads checkpoint and tiles finds the signed root, and every entry in its place",
          "[api][tree]") {
  Serving serving;
  const auto note = serving.get("/checkpoint");
  REQUIRE(note.status == 200);
  CHECK(note.header("content-type") == "text/plain; charset=utf-8");
  CHECK(note.header("cache-control") == "no-cache");
  CHECK(note.header("access-control-allow-origin") == "*");
  const auto checkpoint = parse_signed_checkpoint(note.body);
  REQUIRE(checkpoint.has_value());
  const TreeSize size = checkpoint->checkpoint.size;
  REQUIRE(size.value > 512);
  const FetchedTiles tiles(serving);
  CHECK(*root_at(size, tiles) == checkpoint->checkpoint.root);

  TreeReader reader(size, tiles);
  std::uint64_t position = 0;
  for (std::uint64_t bundle = 0; position < size.value; ++bundle) {
    const std::uint64_t width = std::min(tile_width, size.value - position);
    const auto got = serving.get("/" + entries_path(bundle, width));
    REQUIRE(got.status == 200);
    CHECK(got.header("cache-control") == "public, max-age=31536000, immutable");
    for (const std::string& entry : entries_of(got.body)) {
      const auto proof = reader.inclusion_proof(Sequence{position});
      REQUIRE(proof.has_value());
      CHECK(verify_inclusion(Sequence{position}, size, leaf_hash(view(entry)), *proof, checkpoint->checkpoint.root));
      ++position;
    }
  }
  CHECK(position == size.value);
}

TEST_CASE("tree: every width up to the published size is served, and nothing beyond", "[api][tree]") {
  Serving::Options options;
  options.recorded = 40;
  Serving serving(options);
  const std::uint64_t size = serving.host().published()->size().value;
  for (std::uint64_t width = 1; width <= size; ++width) {
    const auto got = serving.get("/tile/0/000.p/" + std::to_string(width));
    CHECK(got.status == 200);
    CHECK(got.body.size() == width * 32);
    CHECK(entries_of(serving.get("/tile/entries/000.p/" + std::to_string(width)).body).size() == width);
  }
  for (const std::string path :
       {"tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1", "tile/0/000.p/0", "tile/0/000.p/256", "tile/00/000.p/1",
        "tile/0/0.p/1", "tile/0/x000/000.p/1", "tile/0/000.p/01", "tile/64/000.p/1", "tile/0/000.p/1/",
        "tile/0/000.p/1?x=1", "tile/0/%30%30%30.p/1", "tile/entries/000", "tile/0/x999/x999/x999/x999/x999/x999/999"}) {
    INFO(path);
    const auto got = serving.get("/" + path);
    CHECK(got.status == 404);
    CHECK(got.header("cache-control") == "no-store");
  }
  CHECK(serving.get("/tile/0/000.p/" + std::to_string(size + 1)).status == 404);
}

TEST_CASE("tree: tiles are read at once; bundles, proofs and consistency on a worker", "[api][tree]") {
  Serving serving;
  Borrowed served(serving.host());
  std::atomic<bool> is_held{true};
  std::atomic<int> answered{0};
  Workers workers(1, 8);
  REQUIRE(workers.post_read([&] {
    while (is_held) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }));
  const auto ask = [&](void (*route)(CallPtr), const std::string& argument) {
    auto call = std::make_shared<Call>();
    call->request = std::make_shared<Request>();
    call->arguments = {argument};
    call->served = &served;
    call->caller = Caller{std::nullopt, std::make_shared<const Scope>(Scope::of_anyone(ScopeRules{true, {}}))};
    call->workers = &workers;
    call->reply = [&](const Answer& answer) { answered += answer.status == 200 ? 1 : 100; };
    route(call);
  };
  ask(answer_tile, "0/000");
  CHECK(answered == 1);
  ask(answer_tile, "entries/000");
  ask(answer_proof, "5");
  ask(answer_consistency, "");
  CHECK(answered == 1);
  is_held = false;
  CHECK(becomes([&] { return answered == 4; }));
  ask(answer_tile, "entries/000");  // from the cache
  CHECK(answered == 5);
}

TEST_CASE("tree: a tile that the reader has already is not sent again", "[api][tree]") {
  Serving serving;
  const auto first = serving.get("/tile/0/000");
  REQUIRE(first.status == 200);
  const auto again = serving.get("/tile/0/000", "If-None-Match: " + first.header("etag") + "\r\n");
  CHECK(again.status == 304);
  CHECK(again.body.empty());
}

TEST_CASE("tree: proofs hold against the policy of the ledger, at every published size", "[api][tree]") {
  Serving::Options options;
  options.recorded = 30;
  Serving serving(options);
  const auto policy = parse_policy(serving.plan().policy);
  REQUIRE(policy.has_value());
  const std::uint64_t early = serving.host().published()->size().value;
  serving.record(30);
  const std::uint64_t late = serving.host().published()->size().value;
  for (const std::uint64_t size : {early, late}) {
    for (const std::uint64_t position : {std::uint64_t{0}, std::uint64_t{7}, size - 1}) {
      const auto got = serving.get("/v1/events/" + std::to_string(position) + "/proof?size=" + std::to_string(size));
      REQUIRE(got.status == 200);
      const auto proof = parse_proof_file(got.body);
      REQUIRE(proof.has_value());
      CHECK(proof->checkpoint.checkpoint.size.value == size);
      const auto bytes = serving.host().reader().entry_bytes(Sequence{position});
      CHECK(verify(*proof, leaf_hash(*bytes), *policy).has_value());
    }
  }
  CHECK(serving.get("/v1/events/" + std::to_string(late) + "/proof").status == 404);
  CHECK(serving.get("/v1/events/0/proof?size=" + std::to_string(late + 1)).status == 404);
  CHECK(serving.get("/v1/events/0/proof?size=x").status == 400);
  CHECK(serving.get("/v1/events/nothing/proof").status == 400);
  const auto steps = serving.get("/v1/consistency?from=" + std::to_string(early));
  CHECK(steps.status == 200);
  CHECK(serving.get("/v1/consistency?from=9&to=3").status == 400);
}

TEST_CASE("tree: bundles of a ledger that is not public need the scope of the whole ledger", "[api][tree]") {
  Serving::Options options;
  options.is_public = false;
  Serving serving(options);
  CHECK(serving.get("/tile/0/000").status == 200);
  const auto bundle = serving.get("/tile/entries/000");
  CHECK((bundle.status == 401 || bundle.status == 403));
  CHECK(bundle.header("cache-control") == "no-store");
}
