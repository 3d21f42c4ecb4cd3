// SPDX-License-Identifier: Apache-2.0
import Core
import Cryptography
import Foundation
import Regulation

extension TourStage {
  /// One call in a plan.
  struct Planned: Sendable {
    /// The product.
    let product: TourProduct
    /// The parameters.
    let parameters: [(String, String)]
    /// The key, nil for the product's own.
    var key: String?
  }

  /// What a hundred calls consist of; more of the same follow.
  func plan() throws -> [Planned] {
    let cells = try cells()
    let subjects = try subjects()
    // Few calls hold one of each kind too.
    let first = [0, 60, 80, 87, 89, 94, 97]
    return (0..<settings.calls).map { number in
      switch number < first.count ? first[number] : number % 100 {
      case 0..<60: Planned(product: .census, parameters: cells[number % cells.count])
      case 60..<80:
        Planned(product: .air, parameters: [("station", TourData.station(number))])
      case 80..<87: Planned(product: .electricity, parameters: [("uscc", subjects.uscc[0])])
      case 87..<89: Planned(product: .electricity, parameters: [("uscc", subjects.uscc[1])])
      case 89..<94: Planned(product: .fund, parameters: [("resident_id", subjects.person[0])])
      case 94..<97: Planned(product: .census, parameters: [("sex", "none such")])
      default:
        Planned(product: .census, parameters: cells[0], key: "shuyu_no_such_key_at_all")
      }
    }
  }

  /// Every cell of the census that holds somebody.
  private func cells() throws -> [[(String, String)]] {
    let lines = try String(contentsOf: folder.appending(path: "census.csv"), encoding: .utf8)
      .split(separator: "\n").dropFirst().dropLast(3)
    let cells = Set(
      lines.map { line -> [String] in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        return [String(fields[1]), String(fields[3]), String(fields[4])]
      })
    return cells.sorted { $0.joined(separator: "/") < $1.joined(separator: "/") }.map { cell in
      Array(zip(["sex", "education", "workclass"], cell))
    }
  }

  /// Two enterprises and a person with data: the second enterprise authorises nobody.
  func subjects() throws -> (uscc: [String], person: [String]) {
    let power = try codes("electricity.csv") { UnifiedSocialCreditCode($0) != nil }
    let fund = try codes("housing_fund.csv") { ResidentIdentityNumber($0) != nil }
    guard power.count > 1, let person = fund.first else {
      throw TourFailure("the city has too few subjects")
    }
    return (power, [person])
  }

  /// The first codes of a file; only its first column is read, which is ASCII.
  private func codes(_ name: String, _ isSound: (String) -> Bool) throws -> [String] {
    var found: [String] = []
    for line in try Data(contentsOf: folder.appending(path: name)).split(separator: 0x0A)
      .dropFirst()
    {
      let code = String(decoding: line.prefix { $0 != 0x2C }, as: UTF8.self)
      if isSound(code), !found.contains(code) { found.append(code) }
      if found.count == 3 { break }
    }
    return found
  }

  /// Makes an account for a subject whose identity the security administrator verified.
  mutating func bind(_ login: String, kind: String, code: String) async throws {
    let desk = try account("subject")
    let password = Password.make(SystemRandom())
    try await act(
      "account.create", as: "ezhou-systemadministrator", keep: login,
      [
        "login": .string(login), "organisation": .string(desk.organisation), "kind": "person",
        "name": .string(login), "password": .string(password),
      ])
    try await act(
      "account.grant", as: "ezhou-securityadministrator",
      [
        "account": try value(login), "capacities": ["dataSubject"],
        "assurance": "official_service", "subjectKind": .string(kind),
        "subjectCode": .string(code),
      ])
    add(
      TourAccount(
        account: login, password: password, capacities: [.dataSubject],
        organisation: desk.organisation, place: desk.place))
  }

  /// What a subject's authorisation of the developer says.
  mutating func consent(
    _ product: TourProduct, as login: String
  ) async throws -> [String: JSON] {
    [
      "product": try value(product.key("product")),
      "developer": .string(try account("developer").organisation), "purpose": "融资服务",
      "from": .string(today.description), "until": .string(today.adding(months: 6).description),
      "evidenceDigest": try await paper("Authorisation \(product.code)", as: login),
    ]
  }

  /// Makes one call and writes down what was answered.
  mutating func call(
    _ planned: Planned, _ calls: inout TourCalls
  ) async throws -> TourCalls.Outcome {
    let outcome = try await calls.call(
      planned.product, id: try text(planned.product.key("product")),
      key: try planned.key ?? text(planned.product.key("secret")), planned.parameters)
    if let usage = outcome.usage {
      settings.trace(["usage": .string(usage), "status": .int(Int64(outcome.status))])
    }
    return outcome
  }
}
