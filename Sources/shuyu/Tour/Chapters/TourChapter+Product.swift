// SPDX-License-Identifier: Apache-2.0
import Core

extension TourChapter {
  /// From what left the domain to a published product with subscribers.
  static let product = TourChapter(
    "八、产品、登记、价格、协议", "8. Products, registration, prices, contracts",
    [
      TourStep("清单之外的产品不得定义", "A product that is not on the list", as: "operator") { stage in
        var fields = try stage.definition(.census)
        fields["code"] = "XX-9"
        try await stage.refused(
          "product.define", "product.notListed", clauses: ["EZ-02.6-h"], fields)
      },
      TourStep("定义四个产品", "Define four products", as: "operator") { stage in
        for product in TourProduct.all {
          try await stage.act(
            "product.define", keep: product.key("product"), try stage.definition(product))
        }
      },
      TourStep("未经合规审核和登记不得发布", "No publication before review and registration", as: "operator") {
        stage in
        let product = try stage.value(TourProduct.census.key("product"))
        for code in ["product.publish.compliance", "product.publish.registration"] {
          try await stage.refused(
            "product.publish", code,
            clauses: [code.hasSuffix("compliance") ? "EZ-02.11-e" : "EZ-02.11-f"],
            ["product": product])
        }
      },
      TourStep("市数据局组织合规审核", "The bureau's compliance review", as: "authority") { stage in
        for product in TourProduct.all {
          let id = try stage.value(product.key("product"))
          try await stage.act(
            "product.submitReview", as: "operator",
            ["product": id, "sheet": try await stage.paper("Sheet \(product.code)")])
          try await stage.act(
            "product.reviewCompliance", as: "authority",
            [
              "product": id,
              "findings": [
                "legality": "合法", "security": "安全", "personalInformation": "已保护",
                "purpose": "符合授权用途",
              ],
              "failing": [], "conclusion": "passed",
              "otherReviews": ["dataSecurity": "网信办已审", "secrecy": "不涉密，无需审查"],
              "record": try await stage.paper("Review \(product.code)"),
            ])
        }
      },
      TourStep("登记湖北省登记号", "Record the Hubei registration number", as: "operator") { stage in
        for (number, product) in TourProduct.all.enumerated() {
          try await stage.act(
            "product.recordRegistration",
            [
              "product": try stage.value(product.key("product")),
              "registryNumber": .string("鄂数登2026-000\(number + 1)"),
              "registeredOn": .string(stage.today.description),
            ])
        }
      },
      TourStep("没有省级上限不得收费", "No fee without the provincial ceiling", as: "operator") { stage in
        try await stage.refused(
          "product.setPrice", "price.ceiling.missing", clauses: ["EZ-02.12-a"],
          stage.price(.census, "0.50"))
      },
      TourStep("登记省级收费上限", "Record the provincial ceilings", as: "pricing") { stage in
        for (useClass, amount) in [
          ("industrialDevelopment", "1.00"), ("sectorDevelopment", "2.00"),
        ] {
          try await stage.act(
            "ceiling.record",
            [
              "useClass": .string(useClass), "document": "鄂发改价〔2026〕8号",
              "amount": .string(amount), "unit": "call",
              "effectiveFrom": .string(stage.today.description),
              "digest": try await stage.paper("Ceiling \(useClass)"),
              "issuer": "provincialAuthority",
            ])
        }
      },
      TourStep("高于上限的价格被拒", "A price above the ceiling", as: "operator") { stage in
        try await stage.refused(
          "product.setPrice", "price.ceiling.exceeded", clauses: ["EZ-02.12-b"],
          stage.price(.census, "1.01"))
      },
      TourStep("公益用途不得收费", "Public benefit is free", as: "operator") { stage in
        try await stage.refused(
          "product.setPrice", "price.free", clauses: ["EZ-02.12-c"], stage.price(.air, "0.10"))
      },
      TourStep("设定价格并发布", "Set prices and publish", as: "operator") { stage in
        for product in TourProduct.all {
          try await stage.act("product.setPrice", stage.price(product, product.price ?? "0"))
          try await stage.act(
            "product.publish", ["product": try stage.value(product.key("product"))])
        }
        let seen = try await stage.get("products?limit=10", as: "public")
        guard seen["items"]?.array?.count == TourProduct.all.count else {
          throw TourFailure("the public should see the published products")
        }
      },
      TourStep("未备案不得订阅", "No subscription before the contract is filed", as: "developer") {
        stage in
        for product in TourProduct.all {
          try await stage.act(
            "contract.sign", as: "operator", keep: product.key("contract"),
            [
              "product": try stage.value(product.key("product")),
              "developer": .string(try stage.account("developer").organisation),
              "digest": try await stage.paper("Contract \(product.code)", as: "operator"),
              "occurredOn": .string(stage.today.description),
            ])
        }
        try await stage.refused(
          "subscription.open", "subscription.contract", clauses: ["EZ-02.10-e"],
          ["contract": try stage.value(TourProduct.census.key("contract"))])
      },
      TourStep("备案、回执、订阅、密钥", "Filing, receipt, subscription, key", as: "developer") { stage in
        for product in TourProduct.all { try await stage.subscribe(to: product) }
      },
    ])
}
