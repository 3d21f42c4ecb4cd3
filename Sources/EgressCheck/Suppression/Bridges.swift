// SPDX-License-Identifier: Apache-2.0

/// Withheld cells that lie on no cycle of withheld cells, each with the cells that would close one.
///
/// Rows and columns are nodes and each withheld cell is an edge between its two. Without a bridge
/// its part of the graph falls in two; any other cell between the two halves would close a cycle.
struct Bridges {
  /// A bridge, and all cells between its side of the graph and the rest.
  struct Bridge {
    let cell: Int
    let crossing: [Int]
  }

  private(set) var found: [Bridge] = []

  init(_ table: FlatTable, _ pattern: Set<Int>) {
    var neighbours = Array(repeating: [(node: Int, cell: Int)](), count: table.lines.count)
    for cell in pattern.sorted() {
      let ends = table.linesOf[cell]
      neighbours[ends[0]].append((ends[1], cell))
      neighbours[ends[1]].append((ends[0], cell))
    }
    // A bridge is an edge without which its end cannot be reached; the graph is small.
    for cell in Self.candidates(neighbours) {
      let ends = table.linesOf[cell]
      let side = Self.reached(from: ends[0], without: cell, neighbours)
      guard !side.contains(ends[1]) else { continue }
      let crossing = side.sorted().flatMap { line in
        table.lines[line].filter { other in
          table.linesOf[other].contains { !side.contains($0) }
        }
      }
      found.append(Bridge(cell: cell, crossing: crossing))
    }
  }

  /// Bridges by low points of a depth-first walk.
  private static func candidates(_ neighbours: [[(node: Int, cell: Int)]]) -> [Int] {
    var order = Array(repeating: 0, count: neighbours.count)
    var low = order
    var clock = 0
    var bridges: [Int] = []
    for root in neighbours.indices where order[root] == 0 && !neighbours[root].isEmpty {
      clock += 1
      order[root] = clock
      low[root] = clock
      var stack = [(node: root, via: -1, next: 0)]
      while let top = stack.last {
        guard top.next < neighbours[top.node].count else {
          stack.removeLast()
          guard let parent = stack.last?.node else { continue }
          low[parent] = min(low[parent], low[top.node])
          if low[top.node] > order[parent] { bridges.append(top.via) }
          continue
        }
        stack[stack.count - 1].next += 1
        let edge = neighbours[top.node][top.next]
        if edge.cell == top.via { continue }
        if order[edge.node] > 0 {
          low[top.node] = min(low[top.node], order[edge.node])
          continue
        }
        clock += 1
        order[edge.node] = clock
        low[edge.node] = clock
        stack.append((edge.node, edge.cell, 0))
      }
    }
    return bridges
  }

  private static func reached(
    from start: Int, without cell: Int, _ neighbours: [[(node: Int, cell: Int)]]
  ) -> Set<Int> {
    var seen: Set<Int> = [start]
    var queue = [start]
    while let node = queue.popLast() {
      for edge in neighbours[node] where edge.cell != cell && seen.insert(edge.node).inserted {
        queue.append(edge.node)
      }
    }
    return seen
  }
}
