// SPDX-License-Identifier: Apache-2.0
import Core

extension TourChapter {
  /// What a scenario may use, and what runs on it.
  static let workspace = TourChapter(
    "六、授权数据、样本、作业", "6. Grants, samples, jobs",
    [
      TourStep("直接标识不脱敏不得用于统计", "Unmasked identifiers are not for analysis", as: "operator") {
        stage in
        var fields = try stage.grant(.census)
        fields["columns"] = [["name": "person_id", "mask": "none"]]
        try await stage.refused(
          "grant.request", "grant.column.identifier", clauses: ["EZ-02.13-a"], fields)
      },
      TourStep("申请并同意四份数据授权", "Four grants asked for and approved", as: "operator") { stage in
        for product in TourProduct.all {
          try await stage.act(
            "grant.request", keep: product.key("grant"), try stage.grant(product))
          try await stage.act(
            "grant.approve", as: "bureau",
            ["grant": try stage.value(product.key("grant")), "opinion": "同意"])
        }
        for product in TourProduct.all {
          let id = try stage.text(product.key("grant"))
          let found = try await stage.wait("grants/\(id)", until: ["ready", "failed"])
          guard found["state"]?.string == "ready" else {
            throw TourFailure("\(product.code): \(found.canonicalText)")
          }
          stage.say("\(product.resource.name): \(found["rows"]?.int ?? 0) 行 / rows")
        }
      },
      TourStep("开发样本：测得风险并签认", "A sample, its risk measured and signed", as: "operator") { stage in
        let grant = try stage.value(TourProduct.census.key("grant"))
        try await stage.act("sample.request", ["grant": grant, "rows": 200])
        try await stage.waitForSample(try stage.text(TourProduct.census.key("grant")))
        try await stage.act("sample.sign", as: "bureau", ["grant": grant])
      },
      TourStep("含主体代码的数据不制作样本", "No sample with subjects' codes", as: "operator") { stage in
        try await stage.refused(
          "sample.request", "sample.identifier", clauses: ["EZ-02.13-a"],
          ["grant": try stage.value(TourProduct.fund.key("grant")), "rows": 50])
      },
      TourStep("登记程序；开发环境只跑样本", "Register a program; try it on the sample", as: "operator") {
        stage in
        try await stage.register(.census, "SELECT education, count(*) AS n FROM t GROUP BY 1")
        let job = try await stage.run(.census, "development", expecting: "succeeded")
        stage.say("作业 / job \(job["state"]?.string ?? "")")
      },
      TourStep("出错的作业只返回类别和行号", "A failing job tells class and line", as: "operator") { stage in
        try await stage.register(.air, "SELECT\n  no_such_column FROM t", keep: "program.bad")
        let job = try await stage.run(
          .air, "production", program: "program.bad", expecting: "failed")
        stage.say(
          "\(job["failureClass"]?.string ?? "") "
            + (job["failureLine"]?.int.map { "第 \($0) 行 / line \($0)" } ?? ""))
      },
      TourStep("正式运行，产出进入隔离区", "Production; outputs in quarantine", as: "operator") { stage in
        for (product, query) in TourStage.subjectQueries {
          try await stage.register(product, query)
          try await stage.run(product, "production", expecting: "succeeded")
          let found = try await stage.get("outputs?job=\(try stage.text(product.key("job")))")
          guard let output = found["items"]?[0], output["state"]?.string == "quarantined",
            output["vaultObject"] == nil
          else { throw TourFailure("the output should be in quarantine: \(found.canonicalText)") }
          stage.keep(product.key("output"), output["id"] ?? .null)
          stage.say("\(product.name): \(output["format"]?.string ?? "")")
        }
      },
    ])
}
