// SPDX-License-Identifier: Apache-2.0
import Core

extension TourStage {
  /// One row for each subject, as answers about subjects need.
  static let subjectQueries: [(TourProduct, String)] = [
    (
      .electricity,
      """
      SELECT uscc, round(avg(kwh), 0) AS mean_kwh, count(*) AS months FROM t
      WHERE kwh IS NOT NULL GROUP BY uscc
      """
    ),
    (
      .fund,
      """
      SELECT resident_id, count(*) AS months, max(base_yuan) AS base_yuan FROM t
      WHERE personal_yuan > 0 GROUP BY resident_id
      """
    ),
  ]

  /// The fields of a grant.
  func grant(_ product: TourProduct) throws -> [String: JSON] {
    let isSubject = product.release == "subject"
    let columns = product.resource.columns.map { column -> JSON in
      let isKey = column.name == product.resource.subjectColumn
      let mask = column.kind != "direct" || (isSubject && isKey) ? "none" : "pseudonym"
      return ["name": .string(column.name), "mask": .string(mask)]
    }
    return [
      "scenario": try value(product.key("scenario")),
      "resource": try value(product.resource.key), "tableName": "t",
      "purpose": .string(isSubject ? "subjectService" : "analysis"),
      "columns": .array(columns), "rowFilter": [],
    ]
  }

  /// Registers an SQL program with one output.
  mutating func register(
    _ product: TourProduct, _ query: String, keep key: String? = nil
  ) async throws {
    try await act(
      "program.register", keep: key ?? product.key("program"),
      [
        "scenario": try value(product.key("scenario")),
        "name": .string(key ?? "加工\(product.code)"), "kind": "sql", "processing": "transform",
        "source": .string(""),
        "outputs": [["name": "result", "query": .string(query), "format": "parquet"]],
      ])
  }

  /// Runs a program and waits for its end.
  @discardableResult
  mutating func run(
    _ product: TourProduct, _ environment: String, program: String? = nil,
    expecting state: String
  ) async throws -> JSON {
    try await act(
      "job.submit", keep: product.key("job"),
      [
        "scenario": try value(product.key("scenario")),
        "program": try value(program ?? product.key("program")),
        "environment": .string(environment), "grants": [try value(product.key("grant"))],
        "outputs": [],
      ])
    let id = try text(product.key("job"))
    let job = try await wait("jobs/\(id)", until: ["succeeded", "failed", "cancelled"])
    guard job["state"]?.string == state else {
      throw TourFailure("the job should have \(state): \(job.canonicalText)")
    }
    return job
  }

  /// Waits until a sample is made, and shows its risk.
  mutating func waitForSample(_ grant: String) async throws {
    for _ in 0..<1_200 {
      let found = try await get("grants/\(grant)", as: "bureau")
      if found["sampleState"]?.string == "made" {
        return say("样本 / sample: \(found["sample"]?["risk"]?.canonicalText ?? "")")
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw TourFailure("no sample was made")
  }
}
