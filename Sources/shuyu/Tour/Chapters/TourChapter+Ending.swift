// SPDX-License-Identifier: Apache-2.0
import Core

extension TourChapter {
  /// What ended is ended everywhere.
  static let ending = TourChapter(
    "十、终止与退出", "10. The end",
    [
      TourStep("未经评估不得以未达标终止", "A missed target needs the year's evaluation", as: "bureau") {
        stage in
        try await stage.refused(
          "agreement.terminate", "prerequisite.missing",
          [
            "agreement": try stage.value("agreement"), "ground": "targetMissed",
            "documentNumber": "鄂州数〔2027〕2号", "evidence": [],
          ])
      },
      TourStep("运营机构申请退出，授权终止", "The operator asks to leave; terminated", as: "operator") { stage in
        try await stage.act(
          "agreement.requestExit",
          [
            "agreement": try stage.value("agreement"),
            "liabilityDigest": try await stage.paper("Acceptance of liability"),
          ])
        try await stage.weighEvaluations(for: "operatorRequest")
        try await stage.act(
          "agreement.terminate", as: "bureau",
          [
            "agreement": try stage.value("agreement"), "ground": "operatorRequest",
            "documentNumber": "鄂州数〔2027〕3号", "evidence": [],
          ])
      },
      TourStep("终止后调用即被拒", "The next call is refused", as: "developer") { stage in
        var calls = TourCalls(server: stage.server)
        for product in TourProduct.all {
          let outcome = try await stage.call(
            .init(product: product, parameters: []), &calls)
          guard outcome.status == 403 || outcome.status == 401 else {
            throw TourFailure("\(product.code) answers \(outcome.status) after the end")
          }
          stage.record.cite(
            (outcome.body["reasons"]?[0]?["clauses"]?.array ?? []).compactMap(\.string))
          stage.say("\(product.name): \(outcome.status) \(outcome.code ?? "")")
        }
      },
      TourStep("终止后不得申请作业和授权", "No job and no grant any more", as: "operator") { stage in
        try await stage.refused(
          "grant.request", "agreement.force", clauses: ["EZ-02.7-d"], try stage.grant(.census))
      },
      TourStep("平台关闭全部权限、销毁授权数据", "Permissions closed, granted data destroyed", as: "bureau") {
        stage in
        try await stage.waitForClosing()
        for product in TourProduct.all {
          let id = try stage.text(product.key("grant"))
          let grant = try await stage.wait("grants/\(id)", until: ["destroyed"])
          guard grant["certificate"]?.string != nil else {
            throw TourFailure("\(product.code) was destroyed without a certificate")
          }
        }
        try await stage.waitForDestruction()
        stage.record.cite(["EZ-02.7-d", "EZ-02.7-f"])
      },
      TourStep("移交未齐不得办结", "No closing before the hand-over", as: "bureau") { stage in
        try await stage.refused(
          "exit.close", "exit.item.open", clauses: ["EZ-02.7-e"],
          ["agreement": try stage.value("agreement")])
      },
      TourStep("四项移交、销毁证明、办结", "Hand-over, certificate of destruction, closed", as: "bureau") {
        stage in
        let agreement = try stage.value("agreement")
        for item in ["dataResources", "productModels", "technicalDocuments", "operatingMaterials"] {
          try await stage.act(
            "exit.handOver",
            [
              "agreement": agreement, "item": .string(item),
              "digest": try await stage.paper("Inventory \(item)"),
            ])
        }
        try await stage.act(
          "exit.certify", as: "operator",
          [
            "agreement": agreement, "copies": ["授权数据集", "作业产出"], "method": "密钥销毁",
            "witness": .string(try stage.account("evaluator").organisation),
            "digest": try await stage.paper("Certificate of destruction", as: "operator"),
          ])
        try await stage.act("exit.close", ["agreement": agreement])
      },
      TourStep("提供单位销毁数据版本并得凭证", "A unit destroys its data, with a certificate", as: "power") {
        stage in
        let version = try stage.value(TourProduct.electricity.key("version"))
        try await stage.act(
          "datasetVersion.destroy", ["version": version, "ground": "授权已终止"])
        let id = try stage.text(TourProduct.electricity.key("version"))
        let found = try await stage.wait("dataset-versions/\(id)", until: ["destroyed"])
        stage.say("凭证 / certificate \(found["certificate"]?.string?.prefix(16) ?? "")…")
      },
    ])
}

extension TourStage {
  /// Waits until the platform reports that the operator's permissions are closed.
  mutating func waitForClosing() async throws {
    for _ in 0..<600 {
      let found = try await get("agreements/\(try text("agreement"))")
      if let closed = found["exit"]?["permissionsClosedAt"]?.string {
        return say("权限关闭 / permissions closed \(closed)")
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw TourFailure("the permissions are not closed")
  }
  /// Waits until the platform reports that nothing of the agreement is left in the domain.
  mutating func waitForDestruction() async throws {
    for _ in 0..<600 {
      let found = try await get("agreements/\(try text("agreement"))")
      if let certificate = found["exit"]?["destruction"]?["certificate"]?.string {
        return say("域内销毁 / nothing left \(certificate.prefix(16))…")
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw TourFailure("something of the agreement is left in the domain")
  }
}

extension TourStage {
  /// Evaluates the operation and says how the evaluation is the basis of the end (EZ-02.15-e).
  fileprivate mutating func weighEvaluations(for ground: String) async throws {
    let agreement = try value("agreement")
    try await act(
      "duty.record", as: "bureau", keep: "evaluation",
      [
        "duty": "annualEvaluation", "about": agreement, "title": "年度评估",
        "digest": try await paper("Evaluation of the year", as: "bureau"),
        "parts": [
          "evaluatedPeriod": "2026 年", "evaluationBasis": "年度运营报告", "evaluationScore": "达标",
        ],
      ])
    try await act(
      "duty.record", as: "bureau",
      [
        "duty": "exitWeighing", "about": agreement, "title": "退出决定的评估依据",
        "digest": try await paper("Weighing of the evaluation", as: "bureau"),
        "parts": [
          "exitGround": .string(ground), "pastEvaluations": try value("evaluation"),
          "weighing": "达标，同意其申请",
        ],
      ])
  }
}
