// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl

/// How far a refresh is from what is out: new names of groups, cells that can be shown no more, and
/// the change of every measure over the cells that both show.
struct RefreshDrift: Hashable, Sendable {
  /// The most per cent that are told.
  static let percentMax = 1_000

  /// Names of groups that are not out, by dimension; a name is content of the data too.
  let newLabels: Int
  /// How many per cent of the cells that are out the refresh withholds, lacks or shows beside them.
  let lostPercent: Int
  /// For each measure, how many per cent of what is out the changes of the cells that both show add
  /// up to.
  let measuresPercent: [Int]

  /// The greatest of them.
  var percent: Int { max(lostPercent, measuresPercent.max() ?? 0) }

  /// Compares what would leave with what is out.
  init(from old: ReleasedCube, to new: ReleasedCube) {
    newLabels = zip(old.shape.axes, new.shape.axes).reduce(0) { sum, axes in
      sum + Set(axes.1).subtracting(axes.0).count
    }
    var shown = 0
    var lost = 0
    var before = old.measures.map { _ in 0.0 }
    // The changes of the cells are added up, so that one that grows hides none that shrinks.
    var changed = before
    for index in old.cells.indices where old.shape.totals(in: index) == 0 {
      guard case .published(let was) = old.cells[index] else { continue }
      shown += 1
      guard case .published(let now)? = new[old.shape.key(of: index)] else {
        lost += 1
        continue
      }
      for measure in before.indices where was.indices.contains(measure) {
        let (first, next) = (
          Self.number(was[measure]), now.indices.contains(measure) ? Self.number(now[measure]) : 0
        )
        before[measure] += abs(first)
        changed[measure] += abs(next - first)
      }
    }
    // Another form is no refresh at all.
    let isSameForm = old.measures == new.measures && old.dimensions == new.dimensions
    // A cell that was withheld or not there and is shown now is a change of what is out too.
    let isOut = Set(old.cells.indices.filter { Self.isShown(old.cells[$0]) }.map(old.shape.key))
    let fresh = new.cells.indices.filter { index in
      new.shape.totals(in: index) == 0 && Self.isShown(new.cells[index])
        && !isOut.contains(new.shape.key(of: index))
    }.count
    lostPercent =
      !isSameForm
      ? Self.percentMax
      : shown + fresh == 0 ? 0 : Self.percent(Double(lost + fresh), of: Double(max(1, shown)))
    measuresPercent = zip(before, changed).map { Self.percent($1, of: $0) }
  }

  /// As the checkers read it.
  var json: JSON {
    [
      "newLabels": .int(Int64(newLabels)), "lostPercent": .int(Int64(lostPercent)),
      "measuresPercent": .array(measuresPercent.map { .int(Int64($0)) }),
    ]
  }

  /// Rounded up, so that no change is none.
  private static func percent(_ part: Double, of whole: Double) -> Int {
    guard part > 0 else { return 0 }
    guard abs(whole) > 0 else { return percentMax }
    return Int(min(Double(percentMax), (part / abs(whole) * 100).rounded(.up)))
  }

  private static func isShown(_ cell: ReleasedCell) -> Bool {
    if case .published = cell { true } else { false }
  }

  /// A published value; sums of many are estimates here, which decide about people's looking only.
  private static func number(_ text: String) -> Double { Double(text) ?? 0 }
}
