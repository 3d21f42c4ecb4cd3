// SPDX-License-Identifier: Apache-2.0
import Core

extension TourChapter {
  /// The two catalogues: what may be authorised at all.
  static let catalogue = TourChapter(
    "一、目录", "1. The catalogues",
    [
      TourStep("载入首批授权运营目录", "Load the first batch of the authorised catalogue", as: "bureau") {
        stage in
        try await stage.act("entry.loadBatch", [:])
        let entries = try await stage.get("entries?limit=100")
        let rows = Set((entries["items"]?.array ?? []).compactMap { $0["row"]?.int })
        guard rows.count == 15 else { throw TourFailure("\(rows.count) rows, not 15") }
        stage.say("附件 15 行，均为待补齐条目 / 15 rows of the annex, as stubs")
        for entry in entries["items"]?.array ?? [] {
          guard let name = entry["name"]?.string, let id = entry["id"] else { continue }
          stage.keep("annex.\(name)", id)
        }
      },
      TourStep("只有名称的条目不能纳入", "A stub with a name only is not listed", as: "bureau-lead") {
        stage in
        let entry = try stage.value("annex.企业用电")
        try await stage.refused(
          "entry.list", "entry.stub", clauses: ["EZ-A2.01-a", "EZ-02.1-e"], ["entry": entry])
      },
      TourStep("只有名称的条目不能征集", "A stub cannot be called for", as: "bureau") { stage in
        let entry = try stage.value("annex.企业用电")
        try await stage.refused(
          "call.draft", "call.entry.unlisted", clauses: ["EZ-02.9-a", "EZ-A2.01-a"],
          try stage.call(scope: [entry]))
      },
      TourStep("要素未齐的资源不能发布", "A resource with empty fields is not published", as: "power") {
        stage in
        try await stage.register(.electricity)
        try await stage.refused(
          "resource.publish", as: "bureau", "resource.field.empty", clauses: ["EZ-02.1-e"],
          ["resource": try stage.value("electricity")])
      },
      TourStep("补齐七项要素、分类分级、发布", "Fill seven fields, classify, publish", as: "power") { stage in
        try await stage.describe(.electricity)
      },
      TourStep("公积金、统计、环境资源编目", "Catalogue three more resources", as: "fund") { stage in
        for resource in [TourResource.fund, .census, .air] {
          try await stage.register(resource)
          try await stage.describe(resource)
        }
      },
      TourStep("条目关联资源、增补两项", "Link entries; add two", as: "power") { stage in
        for resource in [TourResource.electricity, .fund] {
          stage.keep("entry.\(resource.key)", try stage.value("annex.\(resource.name)"))
          // Made-up units have names of their own, so the bureau links the printed rows.
          try await stage.refused(
            "entry.describe", as: resource.unit, "entry.provider.other",
            [
              "entry": try stage.value("entry.\(resource.key)"),
              "resource": try stage.value(resource.key),
            ])
          try await stage.link(resource, as: "bureau")
        }
        try await stage.add(.census, subject: "person", personal: "present")
        try await stage.add(.air, subject: "area", personal: "none")
        try await stage.link(.census, as: "census")
        try await stage.link(.air, as: "bureau")
      },
      TourStep("未核查前提不能纳入", "Nothing is listed before its checks", as: "bureau-lead") { stage in
        try await stage.refused(
          "entry.list", "entry.check.open", clauses: ["EZ-02.3-b"],
          ["entry": try stage.value("entry.electricity")])
      },
      TourStep("五项前提逐项签署", "Sign five points of inclusion", as: "bureau") { stage in
        for resource in TourResource.all {
          for check in TourStage.inclusionChecks {
            try await stage.act(
              "entry.check",
              [
                "entry": try stage.value("entry.\(resource.key)"), "check": .string(check),
                "passed": true,
              ])
          }
        }
      },
      TourStep("涉密条目不得免审", "A secret entry's review cannot be waived", as: "security") { stage in
        try await stage.act(
          "organisation.nameBody", as: "bureau",
          [
            "organisation": .string(try stage.account("security").organisation),
            "body": "secrecyBureau",
          ])
        try await stage.refused(
          "entry.secrecyReview", "entry.secrecy.needed", clauses: ["EZ-A2.14-a"],
          [
            "entry": try stage.value("annex.国动办人防结建工程数据"), "conclusion": "notRequired",
            "ground": "无",
          ])
        for resource in TourResource.all {
          try await stage.act(
            "entry.secrecyReview",
            [
              "entry": try stage.value("entry.\(resource.key)"), "conclusion": "passed",
              "ground": "不涉密", "documentNumber": "鄂州密审〔2026〕3号",
            ])
        }
      },
      TourStep("提出人不能自己批准", "Who proposed an entry does not list it", as: "bureau") { stage in
        try await stage.refused(
          "entry.list", "entry.list.self", ["entry": try stage.value("entry.air")])
      },
      TourStep("换人纳入目录", "Another person lists the entries", as: "bureau-lead") { stage in
        for resource in TourResource.all {
          try await stage.act(
            "entry.list", ["entry": try stage.value("entry.\(resource.key)")])
        }
      },
    ])
}
