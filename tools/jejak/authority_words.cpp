#include "tools/jejak/authority_words.hpp"

#include "ledger/base/text.hpp"
#include "tools/jejak/words.hpp"

namespace jejak {
namespace {

std::string at(const std::optional<Sequence>& position) {
  return position ? std::to_string(position->value) : std::string("-");
}

FlatJson& put_position(FlatJson& json, const char* member, const std::optional<Sequence>& position) {
  return position ? json.number(member, position->value) : json;
}

std::string signer_json(const SigningAuthority& signer) {
  FlatJson json;
  json.text("office", signer.office).text("key", signer.key).truth("root", signer.root);
  put_position(json, "registered_at", signer.registered_at);
  put_date(json, "valid_from", signer.valid_from);
  put_date(json, "valid_until", signer.valid_until);
  if (signer.mandate) {
    FlatJson mandate;
    mandate.text("holder_kind", signer.mandate->kind)
        .text("holder", signer.mandate->holder)
        .text("decision_no", signer.mandate->decision_no)
        .number("position", signer.mandate->position.value);
    put_date(mandate, "from", signer.mandate->from);
    put_date(mandate, "until", signer.mandate->until);
    json.raw("mandate", mandate.take());
  }
  return json.take();
}

std::string approval_json(const ApprovalBehind& approval) {
  FlatJson json;
  json.text("stream", approval.stream).text("office", approval.office).raw("actions", words_json(approval.actions));
  put_position(json, "granted_at", approval.granted_at);
  put_date(json, "from", approval.from);
  return put_date(json, "until", approval.until).take();
}

}  // namespace

std::vector<std::string> authority_lines(const Terminal& terminal, const Event& event, const Authority& authority) {
  std::vector<std::string> out;
  const auto add = [&out](std::string words) { out.push_back(std::move(words)); };
  for (const SigningAuthority& signer : authority.signers) {
    if (signer.root) {
      add(terminal.say(Text::authority_root, signer.office, signer.key.substr(0, 8)));
      continue;
    }
    add(terminal.say(Text::authority_key, signer.office, signer.key.substr(0, 8), at(signer.registered_at),
                     print_span(signer.valid_from, signer.valid_until)));
    if (signer.mandate) {
      add("  " + terminal.say(Text::authority_mandate, signer.mandate->kind, signer.mandate->decision_no,
                              print_span(signer.mandate->from, signer.mandate->until), signer.mandate->position.value));
    } else {
      add("  " + terminal.paint(terminal.say(Text::authority_no_mandate), Colour::yellow));
    }
  }
  if (authority.delegation) {
    add(terminal.say(Text::authority_delegation, event.on_behalf_of, authority.delegation->position.value,
                     print_span(authority.delegation->from, authority.delegation->until)));
  }
  if (!authority.roles.empty()) add(terminal.say(Text::authority_roles, authority.roles));
  for (const ApprovalBehind& approval : authority.approvals) {
    add(terminal.say(Text::authority_approval, approval.stream, approval.office,
                     approval.actions.empty() ? "-" : joined(approval.actions),
                     print_span(approval.from, approval.until), at(approval.granted_at)));
  }
  return out;
}

std::string authority_json(const Terminal& terminal, const ReadEntry& read, const Authority& authority) {
  const Event& event = *read.event;
  FlatJson json;
  json.number("position", read.position.value)
      .text("id", print(event.id))
      .text("type", type_name(event.type))
      .text("stream", event.stream)
      .text("legal_date", print(event.legal_date))
      .text("office", event.office)
      .text("holder", name(event.holder))
      .text("act", sentence(event, terminal.language()))
      .text("roles", authority.roles);
  json.raw("signers", list_json(authority.signers, signer_json));
  if (authority.delegation) {
    FlatJson delegation;
    delegation.text("of", event.on_behalf_of).number("position", authority.delegation->position.value);
    put_date(delegation, "from", authority.delegation->from);
    put_date(delegation, "until", authority.delegation->until);
    json.raw("delegation", delegation.take());
  }
  return json.raw("approvals", list_json(authority.approvals, approval_json)).take();
}

}  // namespace jejak
