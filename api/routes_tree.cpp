// The tree for others: checkpoints, tiles and bundles as C2SP tlog-tiles has them, and proofs ready made.

#include "api/routes.hpp"
#include "api/served_proof.hpp"
#include "ledger/record/flat_json.hpp"

#include <algorithm>

namespace jejak {
namespace {

constexpr std::string_view everywhere = "*";

void open_to_all(Answer& answer) {
  answer.headers.emplace_back("Access-Control-Allow-Origin", everywhere);
  answer.headers.emplace_back("Access-Control-Expose-Headers", "ETag, Retry-After");
}

void no_such_tile(const Call& call) {
  Answer answer = answer_of(Problem{ProblemType::not_found, "no tile of the published tree has this path"});
  open_to_all(answer);
  call.reply(std::move(answer));
}

// Whether a tree of `size` entries has so much of the tile: full where it is asked for full.
bool is_in(TreeSize size, const TilePath& path) {
  const unsigned shift = 8U * path.id.level;
  if (shift >= 63) return false;
  const std::uint64_t hashes = size.value >> shift;  // of this level
  const std::uint64_t whole = hashes / tile_width;
  if (path.id.index < whole) return true;
  return path.id.index == whole && path.width <= hashes % tile_width;
}

Result<std::string> tile_bytes(const Reader& reader, const TilePath& path) {
  auto tile = reader.tile(path.id, path.width);
  if (!tile) return std::move(tile).error();
  std::string out;
  out.reserve(path.width * 32);
  for (std::uint64_t i = 0; i < path.width; ++i) {
    out += text(view((*tile)[i]));
  }
  return out;
}

Result<std::string> bundle_bytes(const Reader& reader, const TilePath& path) {
  std::string out;
  const Sequence from{path.id.index * tile_width};
  auto read = reader.entries(from, TreeSize{from.value + path.width}, [&out](Sequence, BytesView bytes) -> Outcome {
    out.push_back(static_cast<char>(bytes.size() >> 8));
    out.push_back(static_cast<char>(bytes.size() & 0xff));
    out.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return {};
  });
  if (!read) return std::move(read).error();
  return out;
}

Result<Sequence> entry_named(const Call& call, const std::string& name) {
  if (const auto position = parse_decimal(name)) return Sequence{*position};
  const auto id = parse_id(name);
  if (!id) return Error{Errc::malformed, "\"" + name + "\" is neither a position nor an event's id"};
  auto found = call.host().reader().find_event(*id);
  if (!found) return std::move(found).error();
  if (!*found) return Error{Errc::not_found, "no event has the id " + name};
  return **found;
}

Result<SignedCheckpoint> checkpoint_of(const Call& call, std::uint64_t size) {
  const auto published = call.host().published();
  if (size == published->size().value) return published->checkpoint;
  if (size > published->size().value) {
    return Error{Errc::not_found, "the published tree has " + std::to_string(published->size().value) + " entries"};
  }
  auto found = call.host().reader().checkpoint(TreeSize{size});
  if (!found) return std::move(found).error();
  if (!*found) return Error{Errc::not_found, "no checkpoint was signed for size " + std::to_string(size)};
  return std::move(**found);
}

// The first signed size that covers an entry is not looked for: the newest is what a reader compares with its own.
Result<std::string> proof_text(const Call& call, const std::string& name) {
  auto position = entry_named(call, name);
  if (!position) return std::move(position).error();
  auto size = number_in(call.target, "size", call.host().published()->size().value, tree_size_max);
  if (!size) return std::move(size).error();
  auto checkpoint = checkpoint_of(call, *size);
  if (!checkpoint) return std::move(checkpoint).error();
  if (position->value >= *size) {
    return Error{Errc::not_found, "entry " + std::to_string(position->value) + " is not in a tree of " +
                                      std::to_string(*size) + " entries"};
  }
  const auto proof =
      served_proof(call.host().reader(), *position, std::move(*checkpoint), call.caller.scope->may_read_entries());
  if (!proof) return Error(proof.error());
  return print(*proof);
}

Result<std::string> consistency_json(const Call& call) {
  const std::uint64_t head = call.host().published()->size().value;
  auto from = number_in(call.target, "from", 0, tree_size_max);
  if (!from) return std::move(from).error();
  auto to = number_in(call.target, "to", head, tree_size_max);
  if (!to) return std::move(to).error();
  if (*from > *to || *to > head) {
    return Error{Errc::malformed, "from and to: 0 <= from <= to <= " + std::to_string(head)};
  }
  auto hashes = consistency_proof(TreeSize{*from}, TreeSize{*to}, call.host().reader());
  if (!hashes) return std::move(hashes).error();
  return FlatJson()
             .number("from", *from)
             .number("to", *to)
             .raw("hashes", list_json(*hashes, [](const Hash& hash) { return json_string(to_base64(hash)); }))
             .take() +
         "\n";
}

void reply_tile(const Call& call, const TilePath& path, const CachedAnswer& known) {
  Answer answer = immutable_answer(*call.request, known);
  if (path.entries && !call.host().options().is_public) {
    answer.headers.front().second = "private, max-age=31536000, immutable";
  }
  open_to_all(answer);
  call.reply(std::move(answer));
}

void read_tile(const Call& call, const TilePath& path) {
  const std::string& path_text = call.arguments.front();
  auto bytes = path.entries ? bundle_bytes(call.host().reader(), path) : tile_bytes(call.host().reader(), path);
  if (!bytes) return call.no(bytes.error());
  const auto known = std::make_shared<CachedAnswer>(
      CachedAnswer{body_of(std::move(*bytes)), std::string(bytes_type), "\"" + path_text + "\"", TreeSize{}});
  call.served->cache.keep("tile/" + path_text, known);
  reply_tile(call, path, *known);
}

void answer_text(const Call& call, Result<std::string> text, std::string_view type) {
  if (!text) return call.no(text.error());
  Answer answer;
  answer.content_type = type;
  answer.body = body_of(std::move(*text));
  answer.headers.emplace_back("Cache-Control", "no-cache");
  open_to_all(answer);
  call.reply(std::move(answer));
}

}  // namespace

void answer_checkpoint(CallPtr call) {
  const auto published = call->host().published();
  Answer answer =
      current_answer(*call->request, CachedAnswer{published->note, std::string(text_type),
                                                  "\"" + std::to_string(published->size().value) + "\"", TreeSize{}});
  answer.headers.front().second = "no-cache";
  open_to_all(answer);
  call->reply(std::move(answer));
}

// Tiles are small and asked for by the thousand: they are read at once. Bundles are read on a worker.
void answer_tile(CallPtr call) {
  const auto& path_text = call->arguments.front();
  // A cache in front must see one resource under one name.
  const auto path = call->target.query_text.empty() ? parse_tile_path("tile/" + path_text) : std::nullopt;
  if (!path || !is_in(call->host().published()->size(), *path)) return no_such_tile(*call);
  if (path->entries && !call->caller.scope->may_read_entries()) return call->refuse_scope();
  if (const auto known = call->served->cache.find("tile/" + path_text, TreeSize{})) {
    return reply_tile(*call, *path, *known);
  }
  if (!path->entries) return read_tile(*call, *path);
  Call::later(call, [path = *path](Call& waited) { read_tile(waited, path); });
}

void answer_proof(CallPtr call) {
  Call::later(call, [](Call& waited) { answer_text(waited, proof_text(waited, waited.arguments.front()), text_type); });
}

void answer_consistency(CallPtr call) {
  Call::later(call, [](Call& waited) { answer_text(waited, consistency_json(waited), json_type); });
}

void answer_checkpoint_of(CallPtr call) {
  const auto size = parse_decimal(call->arguments.front());
  if (!size) return call->no(Error{Errc::malformed, "\"" + call->arguments.front() + "\" is not a size"});
  auto found = checkpoint_of(*call, *size);
  answer_text(*call, found ? Result<std::string>(print(*found)) : Result<std::string>(found.error()), text_type);
}

void answer_genesis(CallPtr call) {
  answer_text(*call, call->host().genesis_note(), text_type);
}

void answer_status(CallPtr call) {
  Host& host = call->host();
  auto head = host.reader().head();
  if (!head) return call->no(head.error());
  const auto published = host.published();
  answer_text(*call,
              FlatJson()
                      .text("origin", host.origin())
                      .text("genesis", to_base64(host.genesis_hash()))
                      .truth("simulated", host.genesis().clock == ClockKind::simulated)
                      .truth("public", host.options().is_public)
                      .truth("writable", !host.ledger().stopped() && !host.ledger().clock_stopped())
                      .number("head", head->size.value)
                      .number("published", published->size().value)
                      .text("root", to_base64(published->checkpoint.checkpoint.root))
                      .number("views", host.views().runner().position().value)
                      .number("minimum_index", 0)
                      .text("last_recorded_at", print(head->last_recorded_at))
                      .take() +
                  "\n",
              json_type);
}

}  // namespace jejak
