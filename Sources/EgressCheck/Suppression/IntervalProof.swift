// SPDX-License-Identifier: Apache-2.0
import DisclosureControl

/// The exact interval of each withheld cell of a table of two dimensions, with two tables that
/// attain its ends and agree in everything that is published.
///
/// Rows and columns are nodes, withheld cells are edges. A change of values that leaves all
/// published sums alone is a circulation: along an edge a value rises without bound and falls to
/// zero at most, and a total has the opposite sign. How far one cell may go is a greatest flow
/// between its ends around it.
struct IntervalProof {
  /// What is proved of one cell.
  struct Interval: Hashable {
    let cell: Int
    let low: Int
    /// Nothing when it has no upper bound.
    let high: Int?
    /// The values of withheld cells that differ, in a table where the cell is least and greatest.
    let least: [Int: Int]
    let greatest: [Int: Int]
    /// Whether it is proved that no table goes beyond the two.
    var isExact = true
  }

  /// More than any flow.
  private static let boundless = Int.max / 4

  private let unknowns: [Int]
  private let values: [Int]
  private let from: [Int]
  private let to: [Int]
  /// Whether the cell is the total of one line.
  private let isTurned: [Bool]
  private let rises: [Int]
  private let falls: [Int]
  private let edges: [[Int]]

  /// Takes the true values of an additive figure, none negative.
  init(_ table: FlatTable, withheld: Set<Int>, values all: [Int]) {
    unknowns = withheld.sorted()
    values = unknowns.map { all[$0] }
    isTurned = unknowns.map { table.shape.totals(in: $0) == 1 }
    from = unknowns.map { table.linesOf[$0][0] }
    to = unknowns.map { table.linesOf[$0][1] }
    // What may go along the edge from its first line to its second, and back.
    rises = zip(isTurned, values).map { $0 ? $1 : Self.boundless }
    falls = zip(isTurned, values).map { $0 ? Self.boundless : $1 }
    var edges = Array(repeating: [Int](), count: table.lines.count)
    for index in unknowns.indices {
      edges[from[index]].append(index)
      edges[to[index]].append(index)
    }
    self.edges = edges
  }

  /// The interval of every withheld cell.
  var intervals: [Interval] { unknowns.indices.map(interval) }

  private func interval(_ index: Int) -> Interval {
    let up = flow(around: index, isAlong: !isTurned[index], most: Self.boundless)
    let down = flow(around: index, isAlong: isTurned[index], most: values[index])
    let isBounded = up.amount < Self.boundless
    return Interval(
      cell: unknowns[index], low: values[index] - down.amount,
      high: isBounded ? values[index] + up.amount : nil,
      least: changed(down.net, index, by: -down.amount),
      greatest: isBounded ? changed(up.net, index, by: up.amount) : [:])
  }

  /// The withheld values that differ in the other table.
  private func changed(_ net: [Int: Int], _ index: Int, by amount: Int) -> [Int: Int] {
    var found = [unknowns[index]: values[index] + amount]
    for (edge, along) in net where along != 0 {
      found[unknowns[edge]] = values[edge] + (isTurned[edge] ? -along : along)
    }
    return found
  }

  /// The greatest flow that closes a circulation through a cell; `isAlong` says whether the cell's
  /// own flow goes from its first line to its second.
  private func flow(
    around index: Int, isAlong: Bool, most: Int
  ) -> (amount: Int, net: [Int: Int]) {
    let (start, goal) = isAlong ? (to[index], from[index]) : (from[index], to[index])
    var net: [Int: Int] = [:]
    var amount = 0
    while amount < most, let path = path(from: start, to: goal, without: index, net) {
      let step = min(most - amount, path.map(\.room).min() ?? 0)
      if step >= Self.boundless / 2 { return (Self.boundless, [:]) }
      for edge in path { net[edge.edge, default: 0] += edge.isAlong ? step : -step }
      amount += step
    }
    return (amount, net)
  }

  private struct Step {
    let edge: Int
    let isAlong: Bool
    let room: Int
  }

  /// A shortest way with room left.
  private func path(
    from start: Int, to goal: Int, without banned: Int, _ net: [Int: Int]
  ) -> [Step]? {
    var came: [Int: Step] = [:]
    var seen: Set<Int> = [start]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      if node == goal { break }
      for edge in edges[node] where edge != banned {
        let isAlong = from[edge] == node
        let other = isAlong ? to[edge] : from[edge]
        guard !seen.contains(other) else { continue }
        let used = net[edge] ?? 0
        let room = isAlong ? rises[edge] - used : falls[edge] + used
        guard room > 0 else { continue }
        seen.insert(other)
        came[other] = Step(edge: edge, isAlong: isAlong, room: room)
        queue.append(other)
      }
    }
    guard seen.contains(goal), goal != start else { return nil }
    var path: [Step] = []
    var node = goal
    while node != start, let step = came[node] {
      path.append(step)
      node = step.isAlong ? from[step.edge] : to[step.edge]
    }
    return path
  }
}
