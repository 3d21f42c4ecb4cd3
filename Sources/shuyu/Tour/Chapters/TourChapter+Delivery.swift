// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation

extension TourChapter {
  /// Data come into the domain through the one channel.
  static let delivery = TourChapter(
    "五、供数", "5. Delivery",
    [
      TourStep("绕开市平台的供数被拒", "Another channel than the city's platform", as: "platform") { stage in
        let file = try stage.file("other.csv", ["uscc,month,kwh", "x,2024-01,1"])
        var (fields, _) = try await stage.delivery(.electricity, file, rows: 1, encoding: "utf8")
        fields["route"] = "direct"
        try await stage.refused("batch.deliver", "batch.route", clauses: ["EZ-02.4-a"], fields)
      },
      TourStep("提供单位核对摘要不符，不予确认", "The unit does not attest another file", as: "platform") {
        stage in
        let file = try stage.file("small.csv", ["uscc,month,kwh", "x,2024-01,2"])
        let (fields, _) = try await stage.delivery(.electricity, file, rows: 1, encoding: "utf8")
        try await stage.act("batch.deliver", keep: "batch.other", fields)
        let other = try await stage.paper("Another file", as: "power")
        try await stage.refused(
          "batch.attest", as: "power", "batch.digest", clauses: ["EZ-02.10-c"],
          ["batch": try stage.value("batch.other"), "digest": other])
        try await stage.act(
          "batch.decline", as: "power",
          ["batch": try stage.value("batch.other"), "ground": "文件不符"])
      },
      TourStep("清单虚报行数，入库不通过", "A manifest that lies is rejected", as: "platform") { stage in
        let file = try stage.file("lie.csv", ["uscc,month,kwh", "91429904M0000006XW,2024-01,3"])
        try await stage.deliver(
          .electricity, file, rows: 7, encoding: "utf8", expecting: "rejected")
      },
      TourStep("交付电量和公积金（GB18030）", "Electricity, and housing fund in GB18030", as: "platform") {
        stage in
        let data = TourData(folder: stage.folder, settings: stage.settings)
        let city = try data.generateCity()
        for product in [TourProduct.electricity, .fund] {
          let delivery = try data.delivery(of: product.resource, city: city)
          stage.say(delivery.origin)
          try await stage.deliver(
            product, delivery.file, rows: delivery.rows, encoding: delivery.encoding)
        }
      },
      TourStep("交付人口抽样：问题行单独保留", "The census, with rows kept apart", as: "platform") { stage in
        let data = TourData(folder: stage.folder, settings: stage.settings)
        let delivery = try data.delivery(of: .census, city: [:])
        stage.say(delivery.origin)
        let batch = try await stage.deliver(
          .census, delivery.file, rows: delivery.rows, encoding: delivery.encoding)
        guard (batch["rowsBad"]?.int ?? 0) >= 2 else {
          throw TourFailure("bad rows should be kept apart")
        }
      },
      TourStep("交付空气质量小时值", "Hourly values of air stations", as: "platform") { stage in
        let data = TourData(folder: stage.folder, settings: stage.settings)
        let delivery = try data.delivery(of: .air, city: [:])
        stage.say(delivery.origin)
        let batch = try await stage.deliver(
          .air, delivery.file, rows: delivery.rows, encoding: delivery.encoding)
        guard batch["rowsGood"]?.int == Int64(delivery.rows) else {
          throw TourFailure("every hour is sound: \(batch.canonicalText)")
        }
      },
      TourStep("按主键增改", "An upsert by key", as: "platform") { stage in
        let first = try String(
          contentsOf: stage.folder.appending(path: "electricity.csv"), encoding: .utf8)
        let row = first.split(separator: "\n").dropFirst().first ?? ""
        let key = row.split(separator: ",").prefix(2).joined(separator: ",")
        let file = try stage.file("upsert.csv", ["uscc,month,kwh", "\(key),12345"])
        let before = try await stage.version(of: .electricity, as: "power")
        try await stage.deliver(.electricity, file, rows: 1, encoding: "utf8", mode: "upsert")
        let after = try await stage.version(of: .electricity, as: "power")
        guard before["rows"]?.int == after["rows"]?.int, before["number"] != after["number"] else {
          throw TourFailure("an upsert of a known key changes a row and adds none")
        }
      },
      TourStep(
        "数据说明可见，数据概况和问题行只给提供单位", "Sheet for all; profile and bad rows for the unit", as: "census"
      ) {
        stage in
        let own = try await stage.version(of: .census, as: "census")
        let other = try await stage.version(of: .census, as: "operator")
        guard own["profileObject"]?.string != nil, other["sheet"] != nil,
          other["profileObject"] == nil, other["badRowsObject"] == nil
        else { throw TourFailure("who sees the profile: \(other.canonicalText)") }
        let path = "dataset-versions/\(try stage.text(TourProduct.census.key("version")))"
        for document in ["profile", "bad-rows"] {
          let bytes = try await stage.document("\(path)/\(document)", as: "census")
          try await stage.hidden("\(path)/\(document)", from: "operator")
          stage.say("\(document): \(bytes.count) bytes")
        }
      },
    ])
}

extension TourStage {
  /// The version of a product's resource that was delivered last.
  mutating func version(of product: TourProduct, as login: String) async throws -> JSON {
    try await get("dataset-versions/\(try text(product.key("version")))", as: login)
  }
}
