// SPDX-License-Identifier: Apache-2.0
import Core

extension TourChapter {
  /// One data usage plan for each scenario, reviewed by the bureau and the source unit.
  static let scenario = TourChapter(
    "四、场景与数据使用方案", "4. Scenarios and data usage plans",
    [
      TourStep("需求超出授权范围被拒", "A demand outside the agreement", as: "operator") { stage in
        var fields = try stage.scenario(.census)
        let stub = try stage.value("annex.企业用水")
        fields["plan"] = TourStage.demanding(stub, in: fields["plan"] ?? .null)
        try await stage.refused(
          "scenario.propose", "scenario.demand.scope", clauses: ["EZ-02.2-d"], fields)
      },
      TourStep("提交四个场景的数据使用方案", "Propose four scenarios", as: "operator") { stage in
        for product in TourProduct.all {
          try await stage.act(
            "scenario.propose", keep: product.key("scenario"), try stage.scenario(product))
        }
      },
      TourStep("一个方案不得用于两个场景", "One plan for one scenario", as: "operator-2") { stage in
        try await stage.refused(
          "scenario.propose", "scenario.plan.reused", clauses: ["EZ-02.10-a"],
          try stage.scenario(.census))
      },
      TourStep("未经事前评估不得同意", "No approval before the assessment", as: "bureau") { stage in
        try await stage.refused(
          "scenario.review", "scenario.assessment.missing", clauses: ["EZ-02.13-b"],
          try stage.review(.census, gate: "feasibility", isBureau: true))
      },
      TourStep("登记事前评估", "Record the assessments", as: "authority") { stage in
        for product in TourProduct.all {
          try await stage.act(
            "scenario.assess",
            [
              "scenario": try stage.value(product.key("scenario")),
              "digest": try await stage.paper("Assessment of \(product.code)"),
            ])
        }
      },
      TourStep("数据局审核：可行性、需求清单、供数时限和路径", "The bureau reviews both gates", as: "bureau") {
        stage in
        for product in TourProduct.all {
          for gate in ["feasibility", "demand"] {
            try await stage.act(
              "scenario.review", try stage.review(product, gate: gate, isBureau: true))
          }
        }
      },
      TourStep("数据提供单位会同审核，场景获批", "The source units review; approved", as: "census") { stage in
        for product in TourProduct.all {
          for gate in ["feasibility", "demand"] {
            try await stage.act(
              "scenario.review", as: product.resource.unit,
              try stage.review(product, gate: gate, isBureau: false))
          }
          let id = try stage.text(product.key("scenario"))
          let found = try await stage.get("scenarios/\(id)", as: "operator")
          guard found["state"]?.string == "approved" else {
            throw TourFailure("\(product.code) is \(found["state"]?.string ?? "")")
          }
        }
      },
    ])
}

extension TourStage {
  /// The fields of a review.
  func review(
    _ product: TourProduct, gate: String, isBureau: Bool
  ) throws -> [String: JSON] {
    var fields: [String: JSON] = [
      "scenario": try value(product.key("scenario")), "gate": .string(gate),
      "conclusion": "approved", "opinion": "同意",
    ]
    if isBureau, gate == "demand" {
      fields["supplyDue"] = .string(today.adding(days: 10).description)
      fields["supplyRoute"] = "cityPlatform"
    }
    return fields
  }

  /// A plan with another entry in its first line.
  static func demanding(_ entry: JSON, in plan: JSON) -> JSON {
    guard var members = plan.object, var line = members["demand"]?[0]?.object else { return plan }
    line["entry"] = entry
    members["demand"] = .array([.object(line)])
    members["title"] = "超范围场景"
    return .object(members)
  }
}
