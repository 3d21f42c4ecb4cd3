// SPDX-License-Identifier: Apache-2.0
import Core

extension TourStage {
  /// The most records that leave at once.
  private static let recordsMax = 20_000

  /// Runs a program over the census and asks that its records leave.
  mutating func askForRecords(_ name: String, query: String, columns: [JSON]) async throws -> JSON {
    let program = "记录级数据 \(name)"
    try await register(.census, "\(query) LIMIT \(Self.recordsMax)", keep: program)
    try await run(.census, "production", program: program, expecting: "succeeded")
    let found = try await get("outputs?job=\(try text(TourProduct.census.key("job")))")
    guard let output = found["items"]?[0]?["id"] else { throw TourFailure("there is no output") }
    try await act(
      "egress.request", keep: "release.\(name)",
      [
        "kind": "microdata", "output": output,
        "spec": [
          "microdata": [
            "description": .string("普查记录（\(name)）"), "decimals": 2, "subject": "person_id",
            "columns": .array(columns), "releaseModel": "agreement",
          ]
        ],
        "context": "由授权数据逐条加工形成", "controls": "去除主体标识，年龄分段",
      ])
    let release = try await wait(
      "releases/\(try text("release.\(name)"))", until: ["reviewing", "returned"])
    guard let evaluation = release["evaluation"] else {
      throw TourFailure("the records should be evaluated: \(release.canonicalText)")
    }
    let rules = (evaluation["findings"]?.array ?? []).compactMap { $0["rule"]?.string }
    say("\(evaluation["verdict"]?.string ?? "") \(rules.joined(separator: ", "))")
    return evaluation
  }

  /// Two checkers agree; the operator takes the file, and nobody else.
  mutating func takeRecords(_ name: String) async throws {
    let release = try text("release.\(name)")
    for checker in ["checker-1", "checker-2"] {
      try await act(
        "egress.vote", as: checker,
        ["release": .string(release), "choice": "approve", "comment": "同意"])
    }
    let out = try await wait("releases/\(release)", until: ["released", "returned", "rejected"])
    guard out["state"]?.string == "released" else { throw TourFailure(out.canonicalText) }
    let bytes = try await document("releases/\(release)/file", as: "operator")
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    guard let header = lines.first, !String(decoding: header, as: UTF8.self).contains("person_id")
    else { throw TourFailure("the subject should be stripped") }
    say("\(lines.count - 1) 条记录 / records: \(String(decoding: header, as: UTF8.self))")
    try await hidden("releases/\(release)/file", from: "rival")
  }
}
