// SPDX-License-Identifier: Apache-2.0
import Core

extension TourStage {
  /// The five points of EZ-02.3-b.
  static let inclusionChecks = [
    "nationalSecurity", "publicInterest", "tradeSecret", "privacy", "personalInformation",
  ]

  /// Registers a resource by its unit.
  mutating func register(_ resource: TourResource) async throws {
    try await act(
      "resource.register", as: resource.unit, keep: resource.key,
      [
        "name": .string(resource.name), "columns": .array(resource.columns.map(\.draft)),
        "keyColumns": .array(resource.keyColumns.map { .string($0) }),
        "subjectColumn": resource.subjectColumn.map { .string($0) } ?? .null,
      ])
  }

  /// Fills in a resource's fields, classifies its columns, confirms the duties and publishes it.
  mutating func describe(_ resource: TourResource) async throws {
    let id = try value(resource.key)
    try await act(
      "resource.describe", as: resource.unit, ["resource": id, "fields": resource.fields])
    try await act(
      "resource.classify", as: resource.unit,
      ["resource": id, "columns": .array(resource.columns.map(\.decision))])
    try await act(
      "resource.confirm", as: resource.unit,
      [
        "resource": id,
        "duties": ["catalogue", "governance", "classification", "quality"],
      ])
    try await act(
      "resource.nameResponsible", as: resource.unit,
      ["resource": id, "responsiblePerson": "王安全"])
    try await act("resource.publish", as: "bureau", ["resource": id])
  }

  /// Links an entry to its resource.
  mutating func link(_ resource: TourResource, as login: String) async throws {
    try await act(
      "entry.describe", as: login,
      ["entry": try value("entry.\(resource.key)"), "resource": try value(resource.key)])
  }

  /// Adds an entry to the authorised catalogue (EZ-02.9-b).
  mutating func add(
    _ resource: TourResource, subject: String, personal: String
  ) async throws {
    try await act(
      "entry.add", as: "bureau", keep: "entry.\(resource.key)",
      [
        "provider": .string(resource.unit), "name": .string(resource.name),
        "subjectKind": .string(subject), "personalInformation": .string(personal),
        "tradeSecret": false,
        "inputs": [
          "workNeed": "数据应用场景建设", "marketDemand": "企业提出需求", "providerConsultation": "已商",
          "classification": "已标注",
        ],
      ])
  }

  /// The fields of a call over these entries.
  func call(scope: [JSON]) throws -> [String: JSON] {
    [
      "title": "鄂州市公共数据授权运营机构征集公告", "mode": "whole", "method": "openTender",
      "scopeEntries": .array(scope), "closesOn": .string(today.adding(days: 20).description),
      "sections": [
        "mode": "整体授权", "scope": "授权运营目录内资源", "conditions": "见实施方案", "reviewCriteria": "见附表",
        "requirements": "按期提交材料",
      ],
      "materials": ["运营方案", "安全方案"],
      "criteria": [
        ["name": "技术能力", "weight": 40], ["name": "运营方案", "weight": 40],
        ["name": "安全保障", "weight": 20],
      ],
    ]
  }
}
