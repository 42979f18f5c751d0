// A part of a graph that is written by itself, beside its other parts.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

namespace entente {

/// What N-Quads, JSON-LD and bulk tables write of a graph: these nodes, the edges that begin at them, these articles.
/// The lines of the slices of a graph, taken together, are the lines of the graph if each node and article is in one
/// slice, one slice has the head, and the graph of each slice has all that the articles say of its nodes and of their
/// edges (parts.h, slices).
struct Slice {
  std::set<std::string, std::less<>> nodes, articles;
  std::map<std::string, std::string, std::less<>>
      sources;            // the first article of the source of an article; see Sources
  bool has_head = false;  // what a graph says once: which program made it
};

}  // namespace entente
