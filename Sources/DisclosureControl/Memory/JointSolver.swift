// SPDX-License-Identifier: Apache-2.0

/// Finds for each secret two populations that differ in it, or that it has one value.
struct JointSolver {
  /// What a secret can be.
  enum Range: Hashable {
    /// Two populations of whole people differ in it.
    case open
    case single(Int128)
    /// Neither was shown.
    case unknown
  }

  /// Each secret's groups.
  let secrets: [[Int]]
  private var simplex: Simplex
  private let variables: [Int: Int]
  private var least: [Int128?]
  private var most: [Int128?]

  /// Starts from a first solution; nothing when none was found.
  init?(_ system: JointSystem, secrets: [[Int]]) {
    let atoms = system.isPossible.indices.filter { system.isPossible[$0] }
    variables = Dictionary(uniqueKeysWithValues: zip(atoms, atoms.indices))
    var equations: [[Int]: Int] = [:]
    for cell in system.cells {
      let row = cell.atoms.compactMap { [variables] in variables[$0] }
      guard equations.updateValue(cell.value, forKey: row).map({ $0 == cell.value }) ?? true
      else { return nil }
    }
    guard equations[[]] == nil || equations[[]] == 0 else { return nil }
    equations[[]] = nil
    let ordered = equations.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    guard
      let simplex = Simplex(
        variables: atoms.count, equations: ordered.map { (variables: $0.key, value: $0.value) })
    else { return nil }
    self.simplex = simplex
    self.secrets = secrets
    least = Array(repeating: nil, count: secrets.count)
    most = least
    witness()
  }

  /// What a secret can be.
  mutating func range(of secret: Int) -> Range {
    if secrets[secret].isEmpty { return .single(0) }
    if isOpen(secret) { return .open }
    let row = secrets[secret].compactMap { variables[$0] }
    guard let upper = simplex.maximise(row) else { return .unknown }
    witness()
    if isOpen(secret) { return .open }
    guard case .value(let high) = upper else {
      // From whole people one may go on for ever in whole steps.
      return whole() == nil ? .unknown : .open
    }
    guard case .value(let negative)? = simplex.maximise(row, sign: -1),
      let low = Rational(0).minus(negative)
    else { return .unknown }
    witness()
    if isOpen(secret) { return .open }
    let floor = Self.floor(high)
    let ceiling = -Self.floor(negative)
    return floor == ceiling && low.numerator >= 0 ? .single(floor) : .unknown
  }

  private func isOpen(_ secret: Int) -> Bool {
    guard let least = least[secret], let most = most[secret] else { return false }
    return least < most
  }

  /// The present solution when it is one of whole people.
  private func whole() -> [Int128]? {
    let solution = simplex.solution
    return solution.allSatisfy { $0.denominator == 1 } ? solution.map(\.numerator) : nil
  }

  private mutating func witness() {
    guard let people = whole() else { return }
    for (index, secret) in secrets.enumerated() {
      let value = secret.reduce(Int128(0)) { sum, atom in
        sum + (variables[atom].map { people[$0] } ?? 0)
      }
      least[index] = min(least[index] ?? value, value)
      most[index] = max(most[index] ?? value, value)
    }
  }

  private static func floor(_ value: Rational) -> Int128 {
    let quotient = value.numerator / value.denominator
    return value.numerator < 0 && quotient * value.denominator != value.numerator
      ? quotient - 1 : quotient
  }
}
