// SPDX-License-Identifier: Apache-2.0

/// Finds cells of a two-dimensional table that the margins determine, by bridges.
///
/// Rows and columns (their totals included) are the nodes of a graph and each withheld cell is an
/// edge. The values of withheld cells may change around a cycle without any published sum
/// changing, so a cell is determined exactly when its edge is in no cycle: when it is a bridge.
struct BridgeAudit {
  /// The determined cells in grid order. Linear in the size of the table.
  static func determined(in table: AuditTable) -> [Int] {
    var walk = Walk(table)
    for node in walk.edges.indices where walk.order[node] == 0 { walk.visit(from: node) }
    return walk.bridges.sorted()
  }

  /// A depth-first walk with an explicit stack (Tarjan's low points).
  private struct Walk {
    var edges: [[(node: Int, cell: Int)]]
    var order: [Int]
    var low: [Int]
    var bridges: [Int] = []
    private var clock = 0

    init(_ table: AuditTable) {
      let rows = table.shape.axes[0].count
      let nodes = rows + table.shape.axes[1].count
      edges = Array(repeating: [], count: nodes)
      order = Array(repeating: 0, count: nodes)
      low = order
      for cell in table.unknowns {
        let row = table.shape.position(of: cell, in: 0)
        let column = rows + table.shape.position(of: cell, in: 1)
        edges[row].append((column, cell))
        edges[column].append((row, cell))
      }
    }

    mutating func visit(from root: Int) {
      var stack = [(node: root, via: -1, next: 0)]
      enter(root)
      while let top = stack.last {
        if top.next < edges[top.node].count {
          stack[stack.count - 1].next += 1
          let edge = edges[top.node][top.next]
          if edge.cell == top.via { continue }
          if order[edge.node] == 0 {
            enter(edge.node)
            stack.append((edge.node, edge.cell, 0))
          } else {
            low[top.node] = min(low[top.node], order[edge.node])
          }
        } else {
          stack.removeLast()
          guard let parent = stack.last?.node else { continue }
          low[parent] = min(low[parent], low[top.node])
          if low[top.node] > order[parent] { bridges.append(top.via) }
        }
      }
    }

    private mutating func enter(_ node: Int) {
      clock += 1
      order[node] = clock
      low[node] = clock
    }
  }
}
