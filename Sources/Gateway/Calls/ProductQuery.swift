// SPDX-License-Identifier: Apache-2.0
import Core
import DisclosureControl
import Regulation

/// What the content of a product says to the parameters of a call.
struct ProductQuery {
  /// The parameters by name.
  private let parameters: [String: String]

  /// Reads the parameters: bounded, each name once.
  init(_ call: ProductCall) throws(CallRefusal) {
    let bound = ProductCall.parameterBytesMax
    guard call.parameters.count <= ProductCall.parametersMax,
      call.parameters.allSatisfy({ $0.name.utf8.count <= bound && $0.value.utf8.count <= bound })
    else { throw .parametersBound }
    var parameters: [String: String] = [:]
    for (name, value) in call.parameters {
      guard parameters.updateValue(value, forKey: name) == nil else {
        throw .parameter(.repeated, name)
      }
    }
    self.parameters = parameters
  }

  /// The parameters in one way of writing.
  var canonical: JSON { .object(parameters.mapValues(JSON.string)) }

  /// The parameters as limits count them: a subject's code is one code in any spelling, and under
  /// any name that a version gives it.
  func canonical(for form: Entitlement.Form) -> JSON {
    guard case .subject = form else { return canonical }
    if parameters.count == 1, let code = parameters.values.first {
      return .string(code.uppercased())
    }
    return .object(parameters.mapValues { .string($0.uppercased()) })
  }

  /// Asks a cube. A parameter without a value means the missing value, one left out the total.
  func ask(_ cube: ReleasedCube) throws(CallRefusal) -> (
    outcome: UsageOutcome, body: [String: JSON]
  ) {
    for name in parameters.keys.sorted() where !cube.dimensions.contains(name) {
      throw .parameter(.unknown, name)
    }
    let coordinates = parameters.mapValues { $0.isEmpty ? Coordinate.missing : .label($0) }
    switch cube.answer(parameters: coordinates) {
    case .value(let values):
      let measures = zip(cube.measures, values).map { measure, value in
        var members: [String: JSON] = [
          "function": .string(measure.function), "value": value.isEmpty ? .null : .string(value),
        ]
        if let column = measure.column { members["column"] = .string(column) }
        return JSON.object(members)
      }
      return (.answered, ["withheld": false, "measures": .array(measures)])
    case .withheld: return (.withheld, ["withheld": true, "measures": []])
    case .outsideDomain: throw .outsideDomain
    }
  }

  /// The code of the one subject that is asked about.
  func subject(_ template: SubjectTemplate) throws(CallRefusal) -> String {
    for name in parameters.keys.sorted() where name != template.lookupKey {
      throw .parameter(.unknown, name)
    }
    guard let code = parameters[template.lookupKey],
      (1...SubjectKey.codeBytesMax).contains(code.utf8.count)
    else { throw .parameter(.missing, template.lookupKey) }
    return code
  }

  /// The answer about a subject.
  static func body(_ values: [String?], fields: [String]) -> [String: JSON] {
    let members = zip(fields, values).map { ($0, $1.map(JSON.string) ?? .null) }
    return ["fields": .object(Dictionary(members) { first, _ in first })]
  }
}
