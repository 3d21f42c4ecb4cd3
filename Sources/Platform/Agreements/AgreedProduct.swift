// SPDX-License-Identifier: Apache-2.0
package import Core
import Regulation

/// A product on an agreement's list.
package struct AgreedProduct: StructuredValue, Hashable {
  /// The code within the agreement: 1 to 40 letters, digits, dots and hyphens.
  package let code: String
  /// The name; 1 to 200 characters.
  package let name: String
  /// What it is used for: a class of the profile, such as `publicBenefit`; nil where it has none.
  package let useClass: String?
  /// The organisation that reviews it, where the place leaves that to the agreement.
  package let reviewer: RecordID?

  /// What is asked of it, by the item's name in the profile; nil where the place has no items.
  package let requirements: [String: String]?

  /// Names a product.
  package init(
    code: String, name: String, useClass: String?, reviewer: RecordID? = nil,
    requirements: [String: String]? = nil
  ) {
    self.code = code
    self.name = name
    self.useClass = useClass
    self.reviewer = reviewer
    self.requirements = requirements
  }

  /// Its members.
  package static let members = [
    Field<String>("code", zh: "产品代码（字母、数字、点和横线）", en: "Code", bounds: 1...40).info,
    Field<String>("name", zh: "名称", en: "Name", bounds: 1...200).info,
    Field<String?>("useClass", zh: "用途类别", en: "Class of use", offers: .rules(.useClasses)).info,
    Field<RecordID?>(
      "reviewer", zh: "审核单位（协议约定时填）", en: "Reviewer, where agreed", refersTo: "organisation"
    ).info,
    Field<KeyedTexts?>("requirements", zh: "要求", en: "Requirements", offers: .rules(.lineItems))
      .info,
  ]

  /// An example in JSON.
  package static let example =
    #"{"code":"EP-1","name":"企业用电指数","useClass":"industrialDevelopment"}"#

  /// Code and name have bounds.
  package func problem() -> FieldProblem? {
    let isPlain = code.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x2D || byte == 0x2E
    }
    guard isPlain, (1...40).contains(code.utf8.count) else {
      return FieldProblem(
        "agreement.product.code", zh: "产品代码只能用字母、数字、点和横线，1 至 40 位",
        en: "a product code has 1 to 40 letters, digits, dots and hyphens")
    }
    let texts = requirements ?? [:]
    guard texts.count <= 16,
      texts.allSatisfy({
        $0.key.utf8.count <= 60 && (1...500).contains($0.value.unicodeScalars.count)
      })
    else { return .bounds(1...500) }
    return (1...200).contains(name.unicodeScalars.count) ? nil : .bounds(1...200)
  }
}
