// SPDX-License-Identifier: Apache-2.0
import Core

extension TourChapter {
  /// Nothing leaves but what was reviewed.
  static let egress = TourChapter(
    "七、出域审核", "7. Egress",
    [
      TourStep("主体查询须长期有效并设上限", "Answers about subjects need limits", as: "operator") { stage in
        var fields = try stage.egress(.electricity)
        fields["standing"] = false
        try await stage.refused(
          "egress.request", "egress.standing.needed", clauses: ["EZ-02.13-a"], fields)
      },
      TourStep("申请出域：平台自算并找出不安全单元格", "The platform computes the cube itself", as: "operator") {
        stage in
        for product in TourProduct.all {
          try await stage.act(
            "egress.request", keep: product.key("release"), try stage.egress(product))
        }
        for product in TourProduct.all {
          let found = try await stage.waitForRelease(product, until: "reviewing", as: "operator")
          let evaluation = found["evaluation"] ?? .null
          stage.say(
            "\(product.name): \(evaluation["cells"]?.int ?? 0) 格 / cells, "
              + "\(evaluation["unsafeCells"]?.int ?? 0) 不安全 / unsafe, "
              + "\(evaluation["withheld"]?.int ?? 0) 隐去 / withheld, "
              + "\(evaluation["verdict"]?.string ?? "")")
        }
        let census = try await stage.waitForRelease(.census, until: "reviewing", as: "operator")
        guard (census["evaluation"]?["unsafeCells"]?.int ?? 0) > 0,
          (census["evaluation"]?["withheld"]?.int ?? 0) > 0
        else { throw TourFailure("small cells should be found and withheld") }
      },
      TourStep("申请人不得表决", "Who asked does not vote", as: "operator") { stage in
        try await stage.refused(
          "egress.vote", "capacity.missing",
          ["release": try stage.value(TourProduct.census.key("release")), "choice": "approve"])
      },
      TourStep("审核人看证据和拟放行内容，申请人看不到证据", "Checkers see the evidence", as: "checker-1") { stage in
        let path = "releases/\(try stage.text(TourProduct.census.key("release")))"
        for document in ["evidence", "content"] {
          let bytes = try await stage.document("\(path)/\(document)", as: "checker-1")
          stage.say("\(document): \(bytes.count) bytes")
        }
        try await stage.hidden("\(path)/evidence", from: "operator")
      },
      TourStep("两人各自表决，互不可见", "Two votes, blind to each other", as: "checker-1") { stage in
        for product in TourProduct.all {
          let release = try stage.value(product.key("release"))
          try await stage.act(
            "egress.vote", as: "checker-1",
            ["release": release, "choice": "approve", "comment": "已核对"])
          let seen = try await stage.get(
            "votes?release=\(try stage.text(product.key("release")))",
            as: "checker-2")
          guard seen["items"]?.array?.isEmpty == true else {
            throw TourFailure("a checker sees another's vote: \(seen.canonicalText)")
          }
        }
      },
      TourStep("同一人不得表决两次", "Nobody votes twice", as: "checker-1") { stage in
        try await stage.refused(
          "egress.vote", "egress.vote.already", clauses: ["EZ-02.13-a"],
          ["release": try stage.value(TourProduct.census.key("release")), "choice": "approve"])
      },
      TourStep("第二票同意，按摘要放行", "The second vote; released by digest", as: "checker-2") { stage in
        for product in TourProduct.all {
          try await stage.act(
            "egress.vote",
            [
              "release": try stage.value(product.key("release")), "choice": "approve",
              "comment": "同意",
            ])
        }
        for product in TourProduct.all {
          _ = try await stage.waitForRelease(product, until: "released", as: "checker-2")
        }
      },
      TourStep("记录级数据：藏有原值的列被找出，不留存", "Records: a column that hides a value", as: "operator") {
        stage in
        let evaluation = try await stage.askForRecords(
          "encoded", query: "SELECT person_id, sex, 3 * age + 7 AS score FROM t",
          columns: [["name": "sex", "role": "quasi-identifier"]])
        guard evaluation["verdict"]?.string == "fail", evaluation["contentDigest"]?.string == nil
        else { throw TourFailure("an encoded age should be found") }
      },
      TourStep("记录级数据：达到同类人数，经审核由运营机构取走", "Records that may leave", as: "operator") { stage in
        let band = "CASE WHEN age < 30 THEN '<30' WHEN age < 50 THEN '30-49' ELSE '50+' END"
        let evaluation = try await stage.askForRecords(
          "banded", query: "SELECT person_id, sex, \(band) AS age_band FROM t",
          columns: [
            ["name": "sex", "role": "quasi-identifier"],
            ["name": "age_band", "from": "age", "role": "quasi-identifier"],
          ])
        guard evaluation["verdict"]?.string != "fail" else {
          throw TourFailure("coarse records should be approvable")
        }
        try await stage.takeRecords("banded")
      },
    ])
}
