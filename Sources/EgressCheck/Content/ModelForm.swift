// SPDX-License-Identifier: Apache-2.0

/// The form of a model file, told by its first bytes.
enum ModelForm {
  case json(Document)
  case onnx
  case pickle
  case archive
  case compressed
  case other

  init(_ bytes: [UInt8]) {
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let document = Self.document(bytes)
    {
      self = .json(document)
    } else if bytes.starts(with: [0x80]), bytes.count > 1, (2...5).contains(bytes[1]) {
      self = .pickle
    } else if bytes.starts(with: Array("PK".utf8)) {
      self = .archive
    } else if bytes.starts(with: [0x78]) || bytes.starts(with: [0x1F, 0x8B])
      || bytes.starts(with: Array("BZh".utf8)) || bytes.starts(with: [0xFD, 0x37])
      || bytes.starts(with: [0x04, 0x22, 0x4D])
    {
      self = .compressed
    } else if bytes.starts(with: [0x08]), bytes.count > 1, bytes[1] < 20 {
      // The first field of an ONNX model is its version.
      self = .onnx
    } else {
      self = .other
    }
  }

  private static func document(_ bytes: [UInt8]) -> Document? {
    do { return try DocumentParser.parse(bytes) } catch { return nil }
  }

  /// Whether the file can be read without running anything.
  var isReadable: Bool {
    switch self {
    case .json, .onnx: true
    case .pickle, .archive, .compressed, .other: false
    }
  }

  var name: String {
    switch self {
    case .json: "json"
    case .onnx: "onnx"
    case .pickle: "pickle"
    case .archive: "archive"
    case .compressed: "compressed"
    case .other: "other"
    }
  }
}

/// Names in a model's bytes that tell what it is.
struct ModelMarks {
  /// Names of models that keep their training records.
  let keepers: [String]
  /// Names that run code.
  let dangers: [String]

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes.prefix(4 << 20), as: UTF8.self)
    keepers = [
      "KNeighbors", "RadiusNeighbors", "NearestNeighbors", "_fit_X", "KDTree", "BallTree",
      "support_vectors", "SVC", "SVR", "GaussianProcess", "X_train_", "KernelDensity",
      "SVMClassifier",
      "SVMRegressor",
    ].filter(text.contains)
    dangers =
      [
        "posix\nsystem", "os\nsystem", "subprocess", "nt\nsystem", "builtins\neval",
        "builtins\nexec",
      ]
      .filter(text.contains)
      + (text.contains("system") && text.contains("posix") ? ["posix system"] : [])
  }
}

/// The size of a model that is written as JSON.
struct ModelShape {
  /// Its texts, as they are meant.
  private(set) var texts: [String] = []
  private(set) var numbers = 0
  private(set) var smallestLeaf: Int?

  init(_ document: Document) {
    visit(document, name: "")
  }

  private static let leafNames: Set<String> = [
    "n_node_samples", "leaf_count", "leaf_samples", "node_samples", "samples", "cover",
  ]

  /// Members of the node of a tree, and names of how many records stand behind one.
  private static let nodeNames: Set<String> = [
    "leaf", "value", "prediction", "predict", "output", "class", "score", "probability", "left",
    "right", "children", "threshold", "split", "feature",
  ]
  private static let sizeNames: Set<String> = [
    "n", "count", "size", "support", "n_samples", "num_samples", "instances", "records",
    "data_count", "internal_count", "nsamples",
  ]

  private mutating func visit(_ document: Document, name: String) {
    switch document {
    case .number(let number):
      numbers += 1
      if Self.leafNames.contains(name), number >= 0, number < 1e15 {
        smallestLeaf = min(smallestLeaf ?? .max, Int(number))
      }
    case .array(let elements): for element in elements { visit(element, name: name) }
    case .object(let members):
      let names = Set(members.map { $0.name.lowercased() })
      let isNode = !names.isDisjoint(with: Self.nodeNames)
      for member in members {
        let isSize = isNode && Self.sizeNames.contains(member.name.lowercased())
        visit(member.value, name: isSize ? "samples" : member.name)
      }
    case .string(let text): texts.append(text)
    case .null, .bool: return
    }
  }
}
