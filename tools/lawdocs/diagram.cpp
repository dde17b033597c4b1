// The state diagram as SVG. One column of states a kind of stream, in the order of the law; beside each state the steps
// that lead on, and on the left an arc for each transition that is not to the next state.

#include "ledger/rules/next_steps.hpp"
#include "tools/lawdocs/pages.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

namespace jejak::lawdocs {

namespace {

constexpr int page_width = 1320;
constexpr int box_left = 330;
constexpr int box_width = 270;
constexpr int box_height = 40;
constexpr int line_height = 17;
constexpr int gap = 26;
constexpr int lane_width = 13;
constexpr int text_left = box_left + box_width + 24;
constexpr std::size_t text_columns = 92;

struct Leg {  // a transition, by one or more steps
  std::set<std::string> steps;
  bool drawn = false;
};
// A step that may follow nearly everywhere is told beside the states; its arcs would hide the others.
constexpr std::size_t drawn_from_max = 6;

struct Node {
  StateCode state = StateCode::none;
  int top = 0;
  std::vector<std::string> moving;   // "CaseForwarded (…) → FORWARDED"
  std::vector<std::string> staying;  // names, wrapped
};

struct Section {
  const char* english;
  const char* indonesian;
  StreamKind kind;
  std::vector<Node> nodes;
  std::map<std::pair<StateCode, StateCode>, Leg> legs;
};

// Numbers of states are given by kind (rules/states.hpp).
std::optional<StreamKind> kind_of_state(StateCode state) {
  const auto number = static_cast<std::uint16_t>(state);
  if (number >= 10 && number < 20) return StreamKind::report;
  if ((number >= 20 && number < 60) || (number >= 101 && number < 200)) return StreamKind::kase;
  if (number >= 60 && number < 70) return StreamKind::approval;
  if (number >= 70 && number < 80) return StreamKind::candidacy;
  return std::nullopt;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::vector<std::string> wrapped(const std::vector<std::string>& words) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty() && line.size() + word.size() + 2 > text_columns) {
      lines.push_back(line + ",");
      line.clear();
    }
    line += (line.empty() ? "" : ", ") + word;
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

void add_leg(Section& section, StateCode from, StateCode to, const char* step, bool drawn) {
  Leg& leg = section.legs[{from, to}];
  leg.steps.insert(step);
  leg.drawn = leg.drawn || drawn;
}

// The rows of this kind, and what rows of other kinds do to streams of this kind.
void collect(Section& section) {
  for (const CatalogueRow* row : catalogue().rows()) {
    if (row->stream == section.kind) {
      for (const StateCode from : row->from) {
        for (const StateCode to : leads_to(*row)) {
          add_leg(section, from, to, row->shape.name, row->from.size() <= drawn_from_max);
        }
      }
    }
    for (const Touch& touch : row->touches) {
      if (touch.to == StateCode::none || is_overlay(touch.to) || kind_of_state(touch.to) != section.kind) continue;
      for (const StateCode from : touch.require) add_leg(section, from, touch.to, row->shape.name, true);
    }
  }
  std::set<StateCode> states;
  for (const auto& [ends, leg] : section.legs) {
    states.insert(ends.first);
    states.insert(ends.second);
  }
  for (const StateCode state : states) section.nodes.push_back({state, 0, {}, {}});
}

std::string title_of(const std::string& step, const Words& words) {
  const TypeShape* shape = catalogue().find(std::string_view(step));
  return shape == nullptr ? step : step + " (" + words(shape->english, shape->indonesian) + ")";
}

void tell_steps(Section& section, const Words& words) {
  for (Node& node : section.nodes) {
    std::set<std::string> staying;
    std::map<std::string, std::vector<std::string>> moving;  // step, and the states it may lead to
    for (const auto& [ends, leg] : section.legs) {
      if (ends.first != node.state) continue;
      for (const std::string& step : leg.steps) {
        if (ends.second == node.state) {
          staying.insert(step);
        } else {
          moving[step].emplace_back(name(ends.second));
        }
      }
    }
    for (const auto& [step, states] : moving) node.moving.push_back(title_of(step, words) + " → " + list(states));
    for (const CatalogueRow* row : next_steps(section.kind, node.state)) {
      if (leads_to(*row).empty()) staying.insert(row->shape.name);
    }
    node.staying = wrapped({staying.begin(), staying.end()});
  }
}

int height_of(const Node& node) {
  const int lines = static_cast<int>(node.moving.size() + node.staying.size());
  return std::max(box_height, lines * line_height + 4) + gap;
}

struct Arc {
  int from = 0;  // places among the nodes
  int to = 0;
  int lane = 0;
  std::string title;
};

// Shorter arcs lie further in; two in one lane never overlap.
std::vector<Arc> arcs_of(const Section& section) {
  const auto place = [&](StateCode state) {
    const auto at = std::find_if(section.nodes.begin(), section.nodes.end(),
                                 [state](const Node& node) { return node.state == state; });
    return static_cast<int>(at - section.nodes.begin());
  };
  std::vector<Arc> arcs;
  for (const auto& [ends, leg] : section.legs) {
    Arc arc{place(ends.first), place(ends.second), 0, ""};
    if (!leg.drawn || arc.from == arc.to || arc.to == arc.from + 1) continue;
    arc.title =
        std::string(name(ends.first)) + " → " + name(ends.second) + ": " + list({leg.steps.begin(), leg.steps.end()});
    arcs.push_back(std::move(arc));
  }
  std::stable_sort(arcs.begin(), arcs.end(),
                   [](const Arc& a, const Arc& b) { return std::abs(a.to - a.from) < std::abs(b.to - b.from); });
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    const auto low = [](const Arc& arc) { return std::min(arc.from, arc.to); };
    const auto high = [](const Arc& arc) { return std::max(arc.from, arc.to); };
    bool free = false;
    while (!free) {
      free = true;
      for (std::size_t k = 0; k < i && free; ++k) {
        if (arcs[k].lane != arcs[i].lane) continue;
        // Arcs to one end share a lane: they run into each other where they lead.
        if (arcs[k].to == arcs[i].to) continue;
        free = high(arcs[k]) <= low(arcs[i]) || high(arcs[i]) <= low(arcs[k]);
      }
      if (!free) ++arcs[i].lane;
    }
  }
  return arcs;
}

std::string text_at(int x, int y, const char* style, const std::string& words) {
  return "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" class=\"" + style + "\">" +
         escaped(words) + "</text>\n";
}

void draw_node(std::string& out, const Node& node, const Words& words) {
  const bool end = is_terminal(node.state);
  const char* style = node.state == StateCode::none ? "start" : end ? "end" : "state";
  out += "<rect x=\"" + std::to_string(box_left) + "\" y=\"" + std::to_string(node.top) + "\" width=\"" +
         std::to_string(box_width) + "\" height=\"" + std::to_string(box_height) + "\" rx=\"7\" class=\"" + style +
         "\"/>\n";
  out += text_at(box_left + 10, node.top + 17, "name", name(node.state));
  out += text_at(box_left + 10, node.top + 33, "words", words(english(node.state), indonesian(node.state)));
  int y = node.top + 13;
  for (const std::string& step : node.moving) {
    out += text_at(text_left, y, "step", step);
    y += line_height;
  }
  for (const std::string& line : node.staying) {
    out += text_at(text_left, y, "stay", line);
    y += line_height;
  }
}

void draw_arc(std::string& out, const Section& section, const Arc& arc) {
  const int from = section.nodes[static_cast<std::size_t>(arc.from)].top + box_height - 12;
  const int to = section.nodes[static_cast<std::size_t>(arc.to)].top + 12;
  const int x = std::max(8, box_left - 16 - lane_width * (arc.lane + 1));
  const int bend = arc.to > arc.from ? 8 : -8;
  const auto n = [](int number) { return std::to_string(number); };
  out += "<path class=\"" + std::string(arc.to > arc.from ? "forth" : "back") + "\" d=\"M" + n(box_left) + " " +
         n(from) + " H" + n(x + 8) + " Q" + n(x) + " " + n(from) + " " + n(x) + " " + n(from + bend) + " V" +
         n(to - bend) + " Q" + n(x) + " " + n(to) + " " + n(x + 8) + " " + n(to) + " H" + n(box_left - 2) +
         "\" marker-end=\"url(#tip)\"><title>" + escaped(arc.title) + "</title></path>\n";
}

int draw_section(std::string& out, Section& section, int top, const Words& words) {
  out += text_at(24, top + 20, "title", words(section.english, section.indonesian));
  top += 40;
  for (Node& node : section.nodes) {
    node.top = top;
    top += height_of(node);
  }
  for (const Arc& arc : arcs_of(section)) draw_arc(out, section, arc);
  for (std::size_t i = 0; i + 1 < section.nodes.size(); ++i) {
    const Node& node = section.nodes[i];
    const Node& next = section.nodes[i + 1];
    const auto leg = section.legs.find({node.state, next.state});
    if (leg == section.legs.end() || !leg->second.drawn) continue;
    const int x = box_left + box_width / 2;
    out += "<path class=\"forth\" d=\"M" + std::to_string(x) + " " + std::to_string(node.top + box_height) + " V" +
           std::to_string(next.top - 2) + "\" marker-end=\"url(#tip)\"><title>" +
           escaped(list({leg->second.steps.begin(), leg->second.steps.end()})) + "</title></path>\n";
  }
  for (const Node& node : section.nodes) draw_node(out, node, words);
  return top + 20;
}

constexpr const char* style_sheet =
    "text{font-family:sans-serif;fill:#1b1f24}.title{font-size:20px;font-weight:bold}.name{font-size:13px;"
    "font-weight:bold}.words{font-size:11px;fill:#445}.step{font-size:12px}.stay{font-size:11px;fill:#6a7280}"
    ".state{fill:#eef4fb;stroke:#2b6cb0}.start{fill:#fff;stroke:#6a7280;stroke-dasharray:4 3}.end{fill:#f3f0e7;"
    "stroke:#7a5c00}.forth{fill:none;stroke:#2b6cb0}.back{fill:none;stroke:#c2571a;stroke-dasharray:5 3}";

}  // namespace

std::string state_diagram(Language language) {
  const Words words{language};
  Section sections[] = {{"Report", "Laporan", StreamKind::report, {}, {}},
                        {"Case", "Perkara", StreamKind::kase, {}, {}},
                        {"Approval", "Persetujuan", StreamKind::approval, {}, {}},
                        {"Candidacy", "Pencalonan", StreamKind::candidacy, {}, {}}};
  std::string body;
  int top = 92;
  for (Section& section : sections) {
    collect(section);
    if (section.nodes.empty()) continue;
    tell_steps(section, words);
    top = draw_section(body, section, top, words);
  }
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + std::to_string(page_width) + "\" height=\"" +
                    std::to_string(top) + "\" viewBox=\"0 0 " + std::to_string(page_width) + " " + std::to_string(top) +
                    "\" role=\"img\">\n<title>" + words("States and steps of the law", "Status dan langkah hukum") +
                    "</title>\n<!-- " +
                    words("Written by law-docs; do not edit.", "Ditulis oleh law-docs; jangan diubah.") +
                    " -->\n<style>" + style_sheet +
                    "</style>\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" "
                    "markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\" fill=\"#445\"/></marker></defs>\n"
                    "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
  out += text_at(24, 34, "title", words("States and steps of the law", "Status dan langkah hukum"));
  out += text_at(
      24, 58, "words",
      words("Right of each state: the steps that lead on, and below them, pale, those that leave it as it is. "
            "Solid lines lead forward, dashed ones back; point at a line to read its steps.",
            "Di kanan tiap status: langkah yang menuju status lain, dan di bawahnya, pucat, langkah yang tidak "
            "mengubahnya. Garis penuh maju, garis putus mundur; langkah yang dapat menyusul hampir di mana saja tanpa "
            "garis."));
  return out + body + "</svg>\n";
}

}  // namespace jejak::lawdocs
