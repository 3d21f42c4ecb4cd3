// SPDX-License-Identifier: Apache-2.0

/// A decoder that finds for each symbol of the raw value the symbol of the output it follows from:
/// by a constant offset or by a table learned on the fitted rows.
///
/// It undoes identity, reversal, permutation of places, substitution, rotation, exclusive-or with a
/// fixed key, and what the views undo, whatever stands around the symbols.
struct TextDecoder {
  /// Rows the places are searched with.
  private static let fitMax = 300

  /// The share of held-out rows whose raw value is given whole.
  static func rate(_ target: [[Int]?], from source: [[Int]?], _ sample: AlignedSample) -> Double {
    let fitted = sample.fitted.filter { target[$0] != nil && source[$0] != nil }.prefix(fitMax)
    guard fitted.count >= 30 else { return 0 }
    let length = fitted.reduce(0) { max($0, target[$1]?.count ?? 0) }
    let width = fitted.reduce(0) { max($0, source[$1]?.count ?? 0) }
    guard length > 0, width > 0 else { return 0 }
    var places: [Place] = []
    var varying = 0
    for position in 0..<length {
      let symbols = fitted.map { Self.at(target[$0], position) }
      if Set(symbols).count == 1 {
        places.append(.constant(symbols[0]))
        continue
      }
      varying += 1
      guard let place = find(symbols, source, Array(fitted), width) else { return 0 }
      places.append(place)
    }
    guard varying > 0 else { return 0 }
    let hits = sample.held.count { row in
      guard let wanted = target[row], let given = source[row] else { return false }
      return wanted.count <= length
        && places.indices.allSatisfy { places[$0].symbol(given) == at(wanted, $0) }
    }
    return Double(hits) / Double(max(1, sample.held.count))
  }

  /// What stands for a place beyond the end.
  private static func at(_ symbols: [Int]?, _ position: Int) -> Int {
    guard let symbols, position < symbols.count else { return -1 }
    return symbols[position]
  }

  private enum Place {
    case constant(Int)
    case offset(Int, by: Int)
    case table(Int, [Int: Int])

    func symbol(_ source: [Int]) -> Int? {
      switch self {
      case .constant(let symbol): return symbol
      case .offset(let place, let offset):
        let symbol = TextDecoder.at(source, place)
        return symbol < 0 ? symbol : symbol + offset
      case .table(let place, let table): return table[TextDecoder.at(source, place)]
      }
    }
  }

  private static func find(
    _ symbols: [Int], _ source: [[Int]?], _ rows: [Int], _ width: Int
  ) -> Place? {
    var found: (place: Place, entries: Int)?
    for place in 0..<width {
      var table: [Int: Int] = [:]
      var offset: Int?
      var isOffset = true
      var isTable = true
      for (index, row) in rows.enumerated() {
        let given = at(source[row], place)
        let wanted = symbols[index]
        if let known = table.updateValue(wanted, forKey: given), known != wanted {
          isTable = false
          break
        }
        guard given >= 0, wanted >= 0 else {
          isOffset = isOffset && given == wanted
          continue
        }
        isOffset = isOffset && (offset ?? wanted - given) == wanted - given
        offset = wanted - given
      }
      guard isTable else { continue }
      if isOffset, let offset { return .offset(place, by: offset) }
      // A table with an entry per row has learned nothing.
      if table.count * 4 <= rows.count, table.count < found?.entries ?? .max {
        found = (.table(place, table), table.count)
      }
    }
    return found?.place
  }
}
