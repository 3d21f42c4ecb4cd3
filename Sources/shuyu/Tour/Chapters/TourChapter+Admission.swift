// SPDX-License-Identifier: Apache-2.0
import Core

extension TourChapter {
  /// From the call to the decision.
  static let admission = TourChapter(
    "二、征集与评审", "2. Call, applications, review, notice, decision",
    [
      TourStep("发布征集公告", "Publish the call", as: "bureau") { stage in
        let scope = try TourResource.all.map { try stage.value("entry.\($0.key)") }
        let result = try await stage.act("call.draft", try stage.call(scope: scope))
        stage.keep("call", result["id"] ?? .null)
        stage.keep("case", result["case"] ?? .null)
        try await stage.act(
          "call.publish",
          ["call": try stage.value("call"), "publicationURL": "https://www.ezhou.gov.cn/gg/1"])
      },
      TourStep("缺少材料的申报被拒", "An application without its materials", as: "rival") { stage in
        try await stage.refused(
          "application.submit", "application.material.missing", clauses: ["EZ-02.6-d"],
          try await stage.application(by: "rival", materials: ["运营方案"], incidents: []))
      },
      TourStep("两家单位申报", "Two organisations apply", as: "operator") { stage in
        try await stage.act(
          "application.submit", keep: "application",
          try await stage.application(
            by: "operator", materials: ["运营方案", "安全方案"], incidents: []))
        let lastYear = stage.today.adding(years: -1)
        try await stage.act(
          "application.submit", as: "rival", keep: "rival",
          try await stage.application(
            by: "rival", materials: ["运营方案", "安全方案"], incidents: [lastYear]))
      },
      TourStep("截止前不得结束征集", "A call does not close before its day", as: "bureau") { stage in
        try await stage.refused(
          "call.close", "call.open", clauses: ["EZ-02.6-d"], ["call": try stage.value("call")])
      },
      TourStep("时钟拨到截止之后，结束征集", "Move the clock; close the call", as: "bureau") { stage in
        try await stage.moveClock(days: 21)
        try await stage.act("call.close", ["call": try stage.value("call")])
      },
      TourStep("核查准入条件：一家不合格并告知理由", "Eligibility: one is not, with reasons", as: "bureau") {
        stage in
        try await stage.checkEligibility("application", expected: true)
        try await stage.checkEligibility("rival", expected: false)
        let found = try await stage.get("applications/\(try stage.text("rival"))", as: "rival")
        let reasons = found["reasons"]?.array ?? []
        guard reasons.contains(where: { $0["code"]?.string == "eligibility.incident" }) else {
          throw TourFailure("the applicant does not see why: \(found.canonicalText)")
        }
        stage.record.cite(["EZ-02.5-c"])
        stage.say("\(reasons.first?["message"]?["zh"]?.string ?? "")")
      },
      TourStep("综合评审打分", "Comprehensive review", as: "expert") { stage in
        for (reviewer, points) in [("expert", [36, 35, 18]), ("industry", [33, 36, 19])] {
          try await stage.act(
            "review.record", as: reviewer,
            [
              "application": try stage.value("application"), "opinion": "方案可行",
              "scores": .array(
                zip(["技术能力", "运营方案", "安全保障"], points).map { name, points in
                  ["criterion": .string(name), "points": .int(Int64(points))]
                }),
            ])
        }
        try await stage.act(
          "review.conclude", as: "bureau",
          [
            "call": try stage.value("call"), "selected": try stage.value("application"),
            "explanation": "不符合准入条件",
          ])
      },
      TourStep("公示期未设定不得公示", "No notice while its length is open", as: "bureau") { stage in
        try await stage.refused(
          "notice.publish", "profile.open", clauses: ["EZ-02.6-f"],
          ["call": try stage.value("call"), "text": "拟授权单位公示"])
      },
      TourStep("凭文件设定未明确的数值", "Set the values the text leaves open", as: "authority") {
        stage in
        for (key, value) in TourStage.openValues {
          try await stage.act(
            "openValue.set",
            [
              "key": .string(key), "value": .string(value), "documentNumber": "鄂州数〔2026〕12号",
              "digest": try await stage.paper("Values document 12"),
            ])
        }
      },
      TourStep("公示、异议、答复", "Notice, an objection, its answer", as: "bureau") { stage in
        try await stage.act(
          "notice.publish", keep: "notice",
          ["call": try stage.value("call"), "text": "拟授权单位公示"])
        try await stage.act(
          "notice.object", as: "citizen",
          ["notice": try stage.value("notice"), "text": "请公开评分标准"])
        try await stage.refused(
          "notice.close", "notice.objection.open", clauses: ["EZ-02.6-f"],
          ["notice": try stage.value("notice")])
        try await stage.act(
          "objection.answer",
          [
            "notice": try stage.value("notice"), "number": 1, "upheld": false,
            "answer": "标准已载于公告",
          ])
      },
      TourStep("公示期满", "The notice has run its days", as: "bureau") { stage in
        try await stage.moveClock(days: 12)
        try await stage.act("notice.close", ["notice": try stage.value("notice")])
      },
      TourStep("登记“三重一大”决定：文号和扫描件", "Record the decision: number and scan", as: "bureau-lead") {
        stage in
        let day = stage.today.description
        try await stage.act(
          "decision.record", keep: "decision",
          [
            "case": try stage.value("case"), "body": "市数据局党组会议",
            "documentNumber": "鄂州数党〔2026〕5号", "occurredOn": .string(day),
            "conclusion": "approved",
            "attachments": [
              ["name": "决议扫描件.pdf", "digest": try await stage.paper("Resolution 5")]
            ],
          ])
      },
    ])
}
